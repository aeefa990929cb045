package io.cellwitness.gateway.command;

import io.cellwitness.report.jose.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every command the desk read and what became of it, a JSON object a line, on the disk before it is
 * answered; what it drops unread, beyond its number a minute, leaves one line a minute. Two files
 * of at most {@value #MOST_BYTES} bytes: the present one and the one before.
 */
final class CommandJournal {

  private static final long MOST_BYTES = 256 << 10;

  private final Path file;
  private final Path former;

  CommandJournal(Path file) {
    this.file = file;
    this.former = file.resolveSibling(file.getFileName() + ".1");
  }

  /** Adds a line. */
  synchronized void add(ObjectNode line) throws IOException {
    if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
      Files.move(file, former, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      byte[] text = StrictJson.write(line);
      ByteBuffer bytes = ByteBuffer.allocate(text.length + 1).put(text).put((byte) '\n').flip();
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }
}
