package io.cellwitness.gateway.cli;

import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.log.LogProof;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells apart the files that lie beside a signed report and are often taken for it. */
final class NoReport {

  private NoReport() {}

  /**
   * What to do instead.
   *
   * @param file given to {@code verify}
   * @param content of it
   * @return one sentence; empty when it may be a report, or nobody knows what it is
   */
  static Optional<String> hint(Path file, byte[] content) {
    String start =
        new String(content, 0, Math.min(content.length, 64), StandardCharsets.ISO_8859_1);
    if (start.startsWith("{") || start.startsWith("%PDF") || start.startsWith("<!DOCTYPE")) {
      Path signed = file.resolveSibling(ReportFiles.JWS);
      return Optional.of(
          "this file carries no signature; verify "
              + (Files.exists(signed) ? signed : "the " + ReportFiles.JWS + " beside it"));
    }
    if (start.startsWith("\u001f\u008b")) {
      return Optional.of("these look like raw readings; give them with --session to their report");
    }
    if (LogProof.is(start)) {
      return Optional.of("this is a proof from a log; give it with --proof to its report");
    }
    return start.startsWith("-----BEGIN") || start.contains("PRIVATE KEY")
        ? Optional.of("this is a key and no report; keep a private key to yourself")
        : Optional.empty();
  }
}
