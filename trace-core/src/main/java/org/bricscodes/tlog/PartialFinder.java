package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Collects the paths of partial tiles; a running log may rename files under its feet. */
final class PartialFinder extends SimpleFileVisitor<Path> {

  private final Path root;
  private final int limit;
  private final List<String> found = new ArrayList<>();

  PartialFinder(Path root, int limit) {
    this.root = root;
    this.limit = limit;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String path = root.relativize(file).toString().replace('\\', '/');
    if (path.contains(".p/")) {
      found.add(path);
    }
    return found.size() < limit ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }

  List<String> found() {
    return found.stream().sorted().toList();
  }
}
