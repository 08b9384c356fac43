/**
 * Checkpoints, single events and pledges on a Hyperledger Fabric channel, through the gateway of
 * its peers. Start at {@link org.bricscodes.ledger.fabric.FabricLedgerProvider}; what is executed
 * there is the chaincode in the module {@code fabric-chaincode}.
 */
@NullMarked
package org.bricscodes.ledger.fabric;

import org.jspecify.annotations.NullMarked;
