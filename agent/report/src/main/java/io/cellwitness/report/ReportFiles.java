package io.cellwitness.report;

import io.cellwitness.report.ReportException.Kind;
import io.cellwitness.report.jose.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The folder of one report. Each file appears whole or not at all. */
public final class ReportFiles {

  /** The signed report. */
  public static final String JWS = "report.jws";

  /** The report for reading. */
  public static final String JSON = "report.json";

  /** The page for people. */
  public static final String HTML = "report.html";

  /** The page for people, to print. */
  public static final String PDF = "report.pdf";

  /** The values under the names of battery passports. */
  public static final String PASSPORT = "passport.json";

  /** The raw readings, put here by the gateway. */
  public static final String SESSION = "session.jsonl.gz";

  /** Proof that the report stands in its gateway's log (C2SP tlog-proof). */
  public static final String PROOF = "report.tlog-proof";

  /**
   * Signed state of the whole log (C2SP tlog-checkpoint), beside the store and in a published log.
   */
  public static final String CHECKPOINT = "checkpoint";

  /** The VIN with its salt: kept apart from the report, because the owner decides who sees it. */
  public static final String VIN_DISCLOSURE = "vin.disclosure";

  private ReportFiles() {}

  /**
   * Writes a report's files into a folder of its own, the signed report last: where it stands, the
   * others stand too.
   *
   * @param directory where reports are kept; made when missing
   * @param report to write
   * @param views what is made of it for people and other programs, each file's name with its
   *     content
   * @return each file's name with its path
   * @throws ReportException of kind INPUT_OUTPUT when the disk refuses
   */
  public static Map<String, Path> write(
      Path directory, SignedReport report, Map<String, byte[]> views) throws ReportException {
    Path folder = directory.resolve(report.reportId().toString());
    Map<String, Path> written = new LinkedHashMap<>();
    try {
      Files.createDirectories(folder);
      written.put(JSON, folder.resolve(JSON));
      writeWhole(written.get(JSON), StrictJson.writeReadable(report.report()));
      for (Map.Entry<String, byte[]> view : views.entrySet()) {
        written.put(view.getKey(), folder.resolve(view.getKey()));
        writeWhole(written.get(view.getKey()), view.getValue());
      }
      if (report.vin().isPresent()) {
        written.put(VIN_DISCLOSURE, folder.resolve(VIN_DISCLOSURE));
        writeDisclosure(written.get(VIN_DISCLOSURE), report.vin().get());
      }
      written.put(JWS, folder.resolve(JWS));
      writeWhole(written.get(JWS), report.jws().getBytes(StandardCharsets.US_ASCII));
      sync(directory);
      return written;
    } catch (IOException e) {
      throw new ReportException(
          Kind.INPUT_OUTPUT,
          "the report cannot be written to "
              + folder
              + "; check that the folder is writable and the disk is not full",
          e);
    }
  }

  /**
   * Writes one file whole: a sibling first, flushed to the disk, then renamed.
   *
   * @param file to make or replace
   * @param content all of it
   * @param attributes such as permissions, for the file from its first byte on
   * @throws IOException when the disk refuses; the old file is untouched then
   */
  public static void writeWhole(Path file, byte[] content, FileAttribute<?>... attributes)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path draft = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (FileChannel out =
          FileChannel.open(
              draft, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attributes)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        out.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    sync(folder);
  }

  private static void writeDisclosure(Path file, VinCommitment vin) throws IOException {
    byte[] content = (vin.disclosure() + "\n").getBytes(StandardCharsets.US_ASCII);
    if (isPosix(file)) {
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      writeWhole(file, content, PosixFilePermissions.asFileAttribute(ownerOnly));
    } else {
      writeWhole(file, content);
    }
  }

  /** Makes a rename durable. Systems that cannot open a directory do this by themselves. */
  private static void sync(Path directory) throws IOException {
    if (isPosix(directory)) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
