/**
 * Query results as files for an auditor's own tools: NDJSON, CSV and Parquet, made a batch at a
 * time. Start at {@link org.bricscodes.api.export.ExportFormat}.
 */
@NullMarked
package org.bricscodes.api.export;

import org.jspecify.annotations.NullMarked;
