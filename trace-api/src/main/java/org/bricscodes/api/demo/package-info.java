/**
 * Stories: folders of batches and events that are loaded through the HTTP interface. Start at
 * {@link org.bricscodes.api.demo.StoryLoader}.
 */
@NullMarked
package org.bricscodes.api.demo;

import org.jspecify.annotations.NullMarked;
