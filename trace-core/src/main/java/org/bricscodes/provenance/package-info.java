/**
 * What can be said, and what can be proven, about one code. {@link
 * org.bricscodes.provenance.ProvenanceReader} answers a scan: it gathers the events of an item, of
 * its lot, of every container while it was inside and of whatever it was made from ({@link
 * org.bricscodes.provenance.TraceGraph}), orders them into a journey that shows its gaps, and
 * reaches a verdict. {@link org.bricscodes.provenance.ProofBundle} is the part of that answer that
 * needs nobody's permission: one file that {@link org.bricscodes.provenance.BundleVerifier} checks
 * with our server gone.
 *
 * <p>Who may recall a code, its lot and its product is a question of whose they are ({@link
 * org.bricscodes.codes.Owners}): the party that issued or registered them here. Whoever made a
 * thing may recall it only where it is nobody's here. Recalls are found by terms that hold the
 * party ({@link org.bricscodes.epcis.RecallTerms}), and of what was recorded before there were such
 * terms after one pass behind a start ({@link org.bricscodes.capture.EarlierRecalls}).
 *
 * <p>Everything here reads; nothing writes. Readers block on the store and belong on a bounded
 * pool.
 */
@NullMarked
package org.bricscodes.provenance;

import org.jspecify.annotations.NullMarked;
