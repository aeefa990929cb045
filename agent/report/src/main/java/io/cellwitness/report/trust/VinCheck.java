package io.cellwitness.report.trust;

import io.cellwitness.report.VinCommitment;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.trust.Check.Subject;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a report is about the expected vehicle. Its reasons never repeat a VIN. */
final class VinCheck {

  private VinCheck() {}

  static Check of(ObjectNode report, Expectations expectations) {
    JsonNode digests = report.path("vehicle").path("_sd");
    if (digests.isEmpty()) {
      return unknown("The report names no vehicle: no VIN could be read.");
    }
    if (expectations.disclosure().isEmpty()) {
      return unknown(
          "The report holds the VIN only as a salted hash; to check it, the file vin.disclosure is"
              + " needed.");
    }
    VinCommitment disclosed;
    try {
      disclosed = VinCommitment.parse(expectations.disclosure().get());
    } catch (Malformed e) {
      return fail("The VIN disclosure cannot be read: " + e.getMessage() + ".");
    }
    boolean committed = false;
    for (JsonNode digest : digests) {
      committed |= digest.asString("").equals(disclosed.digest());
    }
    if (!committed) {
      return fail("The VIN disclosure belongs to another report or was changed.");
    }
    Optional<String> expected = expectations.vin().or(expectations::pack);
    if (expected.isEmpty()) {
      return unknown("The VIN disclosure fits the report; no expected VIN was given.");
    }
    // A pack may bear any number, a VIN too: it is no vehicle for that.
    boolean sameKind = disclosed.ofPack() == expectations.vin().isEmpty();
    return sameKind && disclosed.isOf(expected.get())
        ? Check.pass(Subject.VIN, "The report is about the expected vehicle.")
        : fail("The report is about another vehicle than the expected one.");
  }

  private static Check fail(String reason) {
    return Check.fail(Subject.VIN, reason);
  }

  private static Check unknown(String reason) {
    return Check.unknown(Subject.VIN, reason);
  }
}
