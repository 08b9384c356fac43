@NullMarked
package org.bricscodes.chaincode;

import org.jspecify.annotations.NullMarked;
