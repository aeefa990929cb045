package io.cellwitness.gateway.config;

import java.nio.file.Path;
import java.util.List;

/** What came of loading the configuration. */
public sealed interface LoadResult {

  /**
   * It is good.
   *
   * @param settings all settings
   * @param files the files read, in the order they were laid over each other
   */
  record Loaded(Settings settings, List<Path> files) implements LoadResult {

    /** Copies the list. */
    public Loaded {
      files = List.copyOf(files);
    }
  }

  /**
   * It is not good, and nothing of it may be used.
   *
   * @param problems everything wrong with it, at least one, ordered by file and line
   */
  record Problems(List<Problem> problems) implements LoadResult {

    /** Copies the list. */
    public Problems {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("no problem is not a problem");
      }
    }
  }
}
