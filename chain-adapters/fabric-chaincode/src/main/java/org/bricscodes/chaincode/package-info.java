/**
 * What a Hyperledger Fabric network executes to remember what logs say: {@link
 * org.bricscodes.chaincode.RecordChaincode}, started as a service by {@code Main}. It depends on
 * Fabric's shim alone, and on no other code of this project; what both sides must agree on is the
 * text of contents and records, written out there.
 */
@NullMarked
package org.bricscodes.chaincode;

import org.jspecify.annotations.NullMarked;
