package io.cellwitness.can.elm;

import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.can.guard.ReadOnlyGuard;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Ecu;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * An ELM327, a clone of one, or an STN (OBDLink). Nothing is believed of it by its version number:
 * each setting is sent and must be answered with OK to count, and the answers go into the report.
 */
public final class ElmAdapter implements Adapter {

  private static final int COMMAND_MILLIS = 2_000;
  private static final int RESET_MILLIS = 5_000;

  /** ATST FF waits one second for each frame; more silence than this is no waiting any more. */
  private static final int REQUEST_MILLIS = 3_000;

  /** The engine's control unit, to which every adapter can be set; nothing is sent to it. */
  private static final Ecu TRIAL = Ecu.plain(0x7E0, 0x7E8, 11);

  private final Link link;
  private final ElmPort port;
  private final Map<String, String> facts = new TreeMap<>();
  private boolean settled;
  private boolean patientTiming;
  private Ecu current;
  private int protocolBits;
  private boolean addressing;

  /**
   * Makes the adapter behind a bare link, which it guards from then on.
   *
   * @param bareLink the link; nobody else may keep it
   */
  public ElmAdapter(Link bareLink) {
    this.link = ReadOnlyGuard.elm(bareLink);
    this.port = new ElmPort(link);
  }

  @Override
  public void open() throws LinkException {
    settled = false;
    link.close();
    link.open();
    setUp();
  }

  private void setUp() throws LinkException {
    current = null;
    protocolBits = 0;
    addressing = false;
    patientTiming = false;
    port.resynchronise();
    // The warm start keeps baud rate and Bluetooth connection; old clones know the cold one only.
    if (!known("ATWS", RESET_MILLIS) && !known("ATZ", RESET_MILLIS)) {
      port.resynchronise();
    }
    set("ATE0");
    set("ATL0");
    record("capability.spacesOff", set("ATS0"));
    require("ATH1", "show who answers");
    require("ATCAF1", "format CAN messages");
    record("capability.adaptiveTiming", set("ATAT1"));
    identify();
    settled = true;
  }

  private boolean known(String command, int millis) throws LinkException {
    return port.ask(command, millis).filter(reply -> !reply.isUnknownCommand()).isPresent();
  }

  private void identify() throws LinkException {
    Optional<ElmReply> stn = port.ask("STI", COMMAND_MILLIS);
    boolean genuineStn = stn.isPresent() && stn.get().text().startsWith("STN");
    String elm = port.ask("ATI", COMMAND_MILLIS).map(ElmReply::text).orElse("");
    facts.put("adapter", genuineStn ? "STN" : "ELM327");
    facts.put("firmware", printable(genuineStn ? stn.get().text() : elm));
  }

  private static String printable(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7E]", "");
    return plain.substring(0, Math.min(plain.length(), 60));
  }

  private boolean set(String command) throws LinkException {
    return port.ask(command, COMMAND_MILLIS).filter(ElmReply::isOk).isPresent();
  }

  private void require(String command, String purpose) throws LinkException {
    Optional<String> inability = inability(command, purpose);
    if (inability.isPresent()) {
      throw new LinkException(Kind.UNAVAILABLE, inability.get(), null);
    }
  }

  /** Sends a setting, twice if need be, and says in words when the adapter does not take it. */
  private Optional<String> inability(String command, String purpose) throws LinkException {
    return set(command) || set(command)
        ? Optional.empty()
        : Optional.of(
            "the adapter at "
                + link.describe()
                + " cannot "
                + purpose
                + " ("
                + command
                + "); use another adapter");
  }

  private void record(String capability, boolean present) {
    facts.put(capability, present ? "yes" : "no");
  }

  @Override
  public Exchange exchange(Ecu ecu, byte[] request, boolean patient) throws LinkException {
    if (!settled) {
      setUp();
    }
    Optional<String> inability = address(ecu);
    if (inability.isPresent()) {
      return new Exchange(List.of(), List.of(inability.get()));
    }
    if (patient != patientTiming) {
      patientTiming = set(patient ? "ATSTFF" : "ATST32") ? patient : patientTiming;
    }
    String line = HexFormat.of().withUpperCase().formatHex(request);
    Optional<ElmReply> reply = port.ask(line, REQUEST_MILLIS);
    if (reply.isEmpty()) {
      port.resynchronise();
      return new Exchange(List.of(), List.of("the adapter's reply had no end"));
    }
    ElmLines.Answer answer = ElmLines.read(reply.get().lines(), ecu);
    if (answer.troubles().stream().anyMatch(ElmTrouble::needsSetUp)) {
      settled = false;
    }
    return answer.exchange();
  }

  /** Sets the adapter up for a control unit; says what it cannot do, if anything. */
  private Optional<String> address(Ecu ecu) throws LinkException {
    if (ecu.equals(current)) {
      return Optional.empty();
    }
    current = null;
    Optional<String> inability = identifiers(ecu);
    if (inability.isPresent()) {
      return inability;
    }
    if (ecu.responseId().isPresent()) {
      int response = ecu.responseId().getAsInt();
      record("capability.receiveFilter", set("ATCRA" + Ecu.hex(response, ecu.bits())));
      record("capability.flowControl", flowControl(ecu));
    } else {
      set("ATCRA");
      set("ATAR");
      set("ATFCSM0");
    }
    current = ecu;
    return Optional.empty();
  }

  private Optional<String> identifiers(Ecu ecu) throws LinkException {
    Optional<String> inability = Optional.empty();
    if (ecu.bits() != protocolBits) {
      protocolBits = 0;
      inability =
          inability(
              ecu.bits() == 11 ? "ATSP6" : "ATSP7",
              "speak " + ecu.bits() + "-bit CAN at 500 kbit/s");
      protocolBits = inability.isEmpty() ? ecu.bits() : 0;
    }
    if (inability.isEmpty() && (addressing || ecu.extendedAddress().isPresent())) {
      String address =
          ecu.extendedAddress().isPresent() ? twoDigits(ecu.extendedAddress().getAsInt()) : "";
      inability = inability("ATCEA" + address, "address control units as BMW needs it");
      addressing = inability.isEmpty() && ecu.extendedAddress().isPresent();
    }
    String id = ecu.requestHex();
    if (inability.isEmpty() && ecu.bits() == 29) {
      String priority = id.substring(0, 2);
      boolean usual = priority.equals("18");
      boolean taken = set("ATCP" + priority);
      inability =
          taken || usual ? inability : inability("ATCP" + priority, "use this car's identifiers");
    }
    return inability.isPresent()
        ? inability
        : inability("ATSH" + id.substring(ecu.bits() == 11 ? 0 : 2), "use this car's identifiers");
  }

  private boolean flowControl(Ecu ecu) throws LinkException {
    String address =
        ecu.extendedAddress().isPresent() ? twoDigits(ecu.extendedAddress().getAsInt()) : "";
    return set("ATFCSH" + ecu.requestHex())
        && set("ATFCSD" + address + "30" + twoDigits(ecu.blockSize()) + "00")
        && set("ATFCSM1");
  }

  private static String twoDigits(int value) {
    return String.format(Locale.ROOT, "%02X", value);
  }

  @Override
  public Map<String, String> tryFeatures() throws LinkException {
    if (!settled) {
      setUp();
    }
    record("capability.longMessages", set("ATAL"));
    record("capability.timeout", set("ATST32"));
    record("capability.extendedAddressing", set("ATCEA07") && set("ATCEA"));
    boolean bits29 = set("ATSP7") && set("ATCP18") && set("ATSHDB33F1");
    record("capability.29bit", bits29);
    record("capability.29bitFilter", bits29 && set("ATCRA18DAF110") && set("ATCRA"));
    current = null;
    protocolBits = 0;
    record("capability.11bit", address(TRIAL).isEmpty());
    Map<String, String> tried = new TreeMap<>(facts);
    tried.keySet().removeIf(key -> !key.startsWith("capability."));
    copyBecause().ifPresent(why -> facts.put("copy", why));
    return tried;
  }

  /** Why the adapter cannot be what it says it is, if so. */
  private Optional<String> copyBecause() {
    String firmware = facts.get("firmware");
    if (!facts.get("adapter").equals("ELM327")) {
      return Optional.empty();
    }
    if (firmware.matches("(?i).*v(1\\.5|2\\.1)[^0-9]*")) {
      return Optional.of("it calls itself " + firmware + ", a version its maker never sold");
    }
    boolean lacks =
        List.of("capability.flowControl", "capability.receiveFilter", "capability.longMessages")
            .stream()
            .anyMatch(key -> "no".equals(facts.get(key)));
    return lacks
        ? Optional.of("it calls itself " + firmware + " and lacks what that version can do")
        : Optional.empty();
  }

  @Override
  public Map<String, String> facts() {
    return Map.copyOf(facts);
  }

  @Override
  public OptionalDouble supplyVolts() throws LinkException {
    Optional<ElmReply> reply = port.ask("ATRV", COMMAND_MILLIS);
    if (reply.isEmpty()) {
      port.resynchronise();
      return OptionalDouble.empty();
    }
    return reply.get().volts();
  }

  @Override
  public void close() {
    link.close();
  }

  @Override
  public String describe() {
    return link.describe();
  }
}
