/**
 * The GS1-conformant resolver (GS1-Conformant Resolver 1.2) without its HTTP: what links brands
 * registered for a product, a lot or an item ({@link org.bricscodes.resolver.LinkRegistry}), and
 * which of them answers a request ({@link org.bricscodes.resolver.Resolver}). Start at the latter.
 */
@NullMarked
package org.bricscodes.resolver;

import org.jspecify.annotations.NullMarked;
