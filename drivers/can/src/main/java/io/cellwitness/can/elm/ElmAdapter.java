package io.cellwitness.can.elm;

import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.TimeSource;
import io.cellwitness.can.guard.ReadOnlyGuard;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Echo;
import io.cellwitness.can.uds.Ecu;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * An ELM327, a clone of one, or an STN (OBDLink). Nothing is believed of it by its version number:
 * each setting is sent and must be answered with OK to count, and the answers go into the report.
 */
public final class ElmAdapter implements Adapter {

  private static final ElmPort.Patience COMMAND =
      new ElmPort.Patience(2_000, Duration.ofSeconds(5));
  private static final ElmPort.Patience RESET = new ElmPort.Patience(5_000, Duration.ofSeconds(10));

  /**
   * ATST FF waits one second for each frame; more silence than three is no waiting any more. In all
   * a control unit gets 20 s of "response pending" (as from {@link
   * io.cellwitness.can.uds.UdsClient}) and then P2* = 5 s (ISO 14229-2); 4,095 bytes at 38,400 baud
   * take four seconds of that.
   */
  private static final ElmPort.Patience REQUEST =
      new ElmPort.Patience(3_000, Duration.ofSeconds(25));

  private static final OptionalInt PENDING = OptionalInt.of(0x78);
  private static final OptionalInt BUSY = OptionalInt.of(0x21);
  private static final String FRAME_COUNT = "capability.frameCount";

  /** One hex digit. */
  private static final int MOST_FRAMES_COUNTED = 15;

  private static final int MOST_REMEMBERED = 1_000;

  /** Between two measurements in a row. */
  private static final double MOST_SUPPLY_CHANGE_VOLTS = 0.5;

  /** The engine's control unit, to which every adapter can be set; nothing is sent to it. */
  private static final Ecu TRIAL = Ecu.plain(0x7E0, 0x7E8, 11);

  private final Link link;
  private final ElmPort port;
  private final Map<String, String> facts = new TreeMap<>();
  private final Map<String, Integer> framesOfAnswer = new HashMap<>();
  private boolean settled;
  private boolean patientTiming;
  private Ecu current;
  private int protocolBits;
  private boolean addressing;

  /**
   * Makes the adapter behind a bare link, which it guards from then on.
   *
   * @param bareLink the link; nobody else may keep it
   * @param time bounds how long a reply may take
   */
  public ElmAdapter(Link bareLink, TimeSource time) {
    this.link = ReadOnlyGuard.elm(bareLink);
    this.port = new ElmPort(link, time);
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
    if (!known("ATWS", RESET) && !known("ATZ", RESET)) {
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

  private boolean known(String command, ElmPort.Patience patience) throws LinkException {
    return port.ask(command, patience).filter(reply -> !reply.isUnknownCommand()).isPresent();
  }

  private void identify() throws LinkException {
    Optional<ElmReply> stn = port.ask("STI", COMMAND);
    boolean genuineStn = stn.isPresent() && stn.get().text().startsWith("STN");
    String elm = port.ask("ATI", COMMAND).map(ElmReply::text).orElse("");
    facts.put("adapter", genuineStn ? "STN" : "ELM327");
    facts.put("firmware", printable(genuineStn ? stn.get().text() : elm));
  }

  private static String printable(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7E]", "");
    return plain.substring(0, Math.min(plain.length(), 60));
  }

  private boolean set(String command) throws LinkException {
    return port.ask(command, COMMAND).filter(ElmReply::isOk).isPresent();
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
    String key = ecu.requestHex() + ":" + line;
    Integer frames = framesOfAnswer.get(key);
    if (frames != null && !patient && !"no".equals(facts.get(FRAME_COUNT))) {
      Exchange answer = said(line + Integer.toHexString(frames).toUpperCase(Locale.ROOT), ecu);
      return counted(answer, key, request);
    }
    Exchange exchange = said(line, ecu);
    if (exchange.damage().isEmpty() && isPositive(exchange, request)) {
      remember(key, ecu, exchange.messages().get(0).payload().length);
    }
    return exchange;
  }

  /**
   * Judges an answer that was asked for with its number of frames. An adapter that takes the digit
   * for data shows in a refusal, in silence or in damage; then the request is asked again without.
   */
  private Exchange counted(Exchange answer, String key, byte[] request) {
    if (answer.damage().isEmpty() && isPositive(answer, request)) {
      record(FRAME_COUNT, true);
      return answer;
    }
    framesOfAnswer.remove(key);
    if (!"yes".equals(facts.get(FRAME_COUNT))) {
      record(FRAME_COUNT, false);
    }
    boolean wait =
        answer.messages().stream()
            .map(message -> Echo.refusal(request, message.payload()))
            .anyMatch(code -> code.equals(PENDING) || code.equals(BUSY));
    return answer.messages().isEmpty() || wait
        ? answer
        : new Exchange(
            List.of(), List.of("the answer does not fit the number of frames asked for"));
  }

  /** An ELM327 told how many frames to expect does not wait for more; an STN counts otherwise. */
  private void remember(String key, Ecu ecu, int length) {
    int firstBytes = ecu.extendedAddress().isPresent() ? 5 : 6;
    int frames = length <= firstBytes + 1 ? 1 : 1 + ceiling(length - firstBytes, firstBytes + 1);
    if (ecu.responseId().isPresent()
        && frames <= MOST_FRAMES_COUNTED
        && framesOfAnswer.size() < MOST_REMEMBERED
        && "ELM327".equals(facts.get("adapter"))) {
      framesOfAnswer.put(key, frames);
    }
  }

  private static int ceiling(int count, int by) {
    return (count + by - 1) / by;
  }

  private static boolean isPositive(Exchange exchange, byte[] request) {
    return exchange.messages().size() == 1
        && Echo.data(request, exchange.messages().get(0).payload()).isPresent();
  }

  private Exchange said(String line, Ecu ecu) throws LinkException {
    Optional<ElmReply> reply = port.ask(line, REQUEST);
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

  /**
   * Asks twice: a lost character makes 4.2 V of 14.2 V, and nothing but a second answer can tell.
   */
  @Override
  public OptionalDouble supplyVolts() throws LinkException {
    OptionalDouble first = volts();
    OptionalDouble second = first.isEmpty() ? first : volts();
    return confirmed(first, second);
  }

  /** The second of two measurements in a row when the first agrees with it. */
  static OptionalDouble confirmed(OptionalDouble first, OptionalDouble second) {
    boolean agree =
        first.isPresent()
            && second.isPresent()
            && Math.abs(first.getAsDouble() - second.getAsDouble()) <= MOST_SUPPLY_CHANGE_VOLTS;
    return agree ? second : OptionalDouble.empty();
  }

  private OptionalDouble volts() throws LinkException {
    Optional<ElmReply> reply = port.ask("ATRV", COMMAND);
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
