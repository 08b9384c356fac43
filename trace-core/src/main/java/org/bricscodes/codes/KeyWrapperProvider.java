package org.bricscodes.codes;

/**
 * Opens one kind of {@link KeyWrapper}; found by {@link java.util.ServiceLoader} and chosen by its
 * exact kind, see {@link KeyWrappers#open}.
 */
public interface KeyWrapperProvider {

  /** Lower-case letters, such as {@code file}; what stands before the colon. */
  String kind();

  /**
   * @param where what stands behind the colon, such as the path of a file
   * @throws CodesException.UnusableKey if there is no usable KEK there
   */
  KeyWrapper open(String where);
}
