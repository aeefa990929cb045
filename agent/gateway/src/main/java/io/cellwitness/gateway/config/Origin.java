package io.cellwitness.gateway.config;

import java.nio.file.Path;

/**
 * Where something was written.
 *
 * @param file the configuration file
 * @param line line from 1
 */
record Origin(Path file, int line) {}
