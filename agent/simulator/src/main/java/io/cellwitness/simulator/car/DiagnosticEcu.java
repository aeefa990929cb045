package io.cellwitness.simulator.car;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A control unit that answers what it holds and refuses the rest: read data by identifier (22),
 * vehicle information (09 02), supported parameters (01 00), tester present (3E) and default or
 * extended session (10 01, 10 03). It carries out nothing that writes or moves.
 */
public final class DiagnosticEcu implements Ecu {

  private static final int SERVICE_NOT_SUPPORTED = 0x11;
  private static final int SUB_FUNCTION_NOT_SUPPORTED = 0x12;
  private static final int WRONG_LENGTH = 0x13;
  private static final int OUT_OF_RANGE = 0x31;

  private final int requestId;
  private final String vin;
  private final boolean onBoardDiagnostics;
  private final Map<Integer, Supplier<byte[]>> data;

  /**
   * Makes the unit.
   *
   * @param requestId 11-bit id it listens to; it answers with that plus 8
   * @param vin what it says when asked for the vehicle identification number; 17 characters
   * @param onBoardDiagnostics whether it takes part in the legislated services 01 and 09
   * @param data what each two-byte identifier holds, without the echoed identifier
   */
  public DiagnosticEcu(
      int requestId, String vin, boolean onBoardDiagnostics, Map<Integer, Supplier<byte[]>> data) {
    this.requestId = requestId;
    this.vin = vin;
    this.onBoardDiagnostics = onBoardDiagnostics;
    this.data = Map.copyOf(data);
  }

  @Override
  public int requestId() {
    return requestId;
  }

  @Override
  public int responseId() {
    return requestId + 8;
  }

  @Override
  public Optional<byte[]> answer(byte[] request) {
    int service = request[0] & 0xff;
    return switch (service) {
      case 0x22 -> Optional.of(byIdentifier(request));
      case 0x01, 0x09 -> legislated(request);
      case 0x3e -> testerPresent(request);
      case 0x10 -> Optional.of(session(request));
      default -> Optional.of(Ecu.refuse(request, SERVICE_NOT_SUPPORTED));
    };
  }

  private byte[] byIdentifier(byte[] request) {
    if (request.length != 3) {
      return Ecu.refuse(request, WRONG_LENGTH);
    }
    int identifier = (request[1] & 0xff) << 8 | request[2] & 0xff;
    if (identifier == 0xf190) {
      return positive(request, 3, vin.getBytes(StandardCharsets.US_ASCII));
    }
    Supplier<byte[]> held = data.get(identifier);
    return held == null ? Ecu.refuse(request, OUT_OF_RANGE) : positive(request, 3, held.get());
  }

  /** An unknown parameter of a legislated service is met with silence (SAE J1979). */
  private Optional<byte[]> legislated(byte[] request) {
    if (!onBoardDiagnostics || request.length != 2) {
      return Optional.empty();
    }
    return switch ((request[0] & 0xff) << 8 | request[1] & 0xff) {
      case 0x0100 -> Optional.of(positive(request, 2, HexFormat.of().parseHex("80000001")));
      case 0x0902 -> {
        byte[] oneItem = ("\u0001" + vin).getBytes(StandardCharsets.US_ASCII);
        yield Optional.of(positive(request, 2, oneItem));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<byte[]> testerPresent(byte[] request) {
    if (request.length != 2) {
      return Optional.of(Ecu.refuse(request, WRONG_LENGTH));
    }
    return request[1] == (byte) 0x80
        ? Optional.empty()
        : Optional.of(positive(request, 2, new byte[0]));
  }

  private static byte[] session(byte[] request) {
    if (request.length != 2) {
      return Ecu.refuse(request, WRONG_LENGTH);
    }
    // P2 50 ms and P2* 5 s, as a Kona's units say.
    return request[1] == 1 || request[1] == 3
        ? positive(request, 2, HexFormat.of().parseHex("003201F4"))
        : Ecu.refuse(request, SUB_FUNCTION_NOT_SUPPORTED);
  }

  private static byte[] positive(byte[] request, int echoed, byte[] rest) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.write(request[0] + POSITIVE);
    answer.write(request, 1, echoed - 1);
    answer.writeBytes(rest);
    return answer.toByteArray();
  }
}
