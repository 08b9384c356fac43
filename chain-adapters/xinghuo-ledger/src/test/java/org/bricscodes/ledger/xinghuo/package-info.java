/**
 * Tests of the adapter, and the model they run against: {@code ModelChain} is a chain of the family
 * in memory, {@code ModelNode} serves it over HTTP as a node does.
 */
@NullMarked
package org.bricscodes.ledger.xinghuo;

import org.jspecify.annotations.NullMarked;
