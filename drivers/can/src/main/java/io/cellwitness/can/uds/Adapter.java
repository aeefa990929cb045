package io.cellwitness.can.uds;

import io.cellwitness.can.isotp.Messages.Message;
import io.cellwitness.can.link.LinkException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Carries one request at a time to a control unit, whatever language it speaks to us. */
public interface Adapter extends AutoCloseable {

  /** The {@code firmware} of an adapter that says nothing about itself. */
  String NO_FIRMWARE = "none told";

  /**
   * What came back.
   *
   * @param messages whole messages of the addressed control unit, in order
   * @param damage what went wrong; when not empty, nothing of the exchange can be trusted
   */
  record Exchange(List<Message> messages, List<String> damage) {
    /** Copies the lists. */
    public Exchange {
      messages = List.copyOf(messages);
      damage = List.copyOf(damage);
    }
  }

  /**
   * Opens the link and sets the adapter up. May be called again after the link was lost.
   *
   * @throws LinkException when nothing usable answers
   */
  void open() throws LinkException;

  /**
   * What was learnt of the adapter so far.
   *
   * @return {@code adapter}, {@code firmware}, {@code capability.…}
   */
  Map<String, String> facts();

  /**
   * Tries every feature: each is sent and must be acknowledged to count. What was set up before is
   * set up again with the next request.
   *
   * @return {@code capability.…} to {@code yes} or {@code no}; empty where there are none to try
   * @throws LinkException when the link is lost
   */
  default Map<String, String> tryFeatures() throws LinkException {
    return Map.of();
  }

  /**
   * Sends one request and collects what is answered.
   *
   * @param ecu whom to ask
   * @param request service, identifier and parameters
   * @param patient whether to wait long, as after "response pending"
   * @return what came back; silence is an empty exchange
   * @throws LinkException when the link is lost or the adapter stopped answering
   */
  Exchange exchange(Ecu ecu, byte[] request, boolean patient) throws LinkException;

  /**
   * The supply voltage at the diagnostic socket.
   *
   * @return V, or empty when the adapter cannot measure it
   * @throws LinkException when the link is lost
   */
  OptionalDouble supplyVolts() throws LinkException;

  /** Closes the link. May come from another thread. */
  @Override
  void close();

  /**
   * The link in words.
   *
   * @return for example {@code /dev/ttyUSB0}
   */
  String describe();
}
