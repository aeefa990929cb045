package io.cellwitness.can.log;

import io.cellwitness.can.elm.ElmLines;
import io.cellwitness.can.isotp.CanFrame;
import io.cellwitness.can.isotp.IsoTpReceiver;
import io.cellwitness.can.isotp.Messages.Message;
import io.cellwitness.can.uds.Adapter;
import io.cellwitness.can.uds.Ecu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the requests and answers of known control units together out of a log. Frames of anybody
 * else are passed over; a request that takes more than one frame is none of ours.
 */
final class Assembler {

  private final Set<Ecu> ecus = new LinkedHashSet<>();
  private final Map<Ecu, byte[]> asked = new HashMap<>();
  private final Map<Long, IsoTpReceiver.State> receiving = new HashMap<>();

  Assembler(Collection<Ecu> known) {
    ecus.addAll(known);
    ecus.add(Ecu.EVERYBODY_11);
    ecus.add(Ecu.EVERYBODY_29);
  }

  /** Takes an entry and gives the exchanges it completes. */
  List<Exchange> take(Entry entry) {
    if (entry instanceof Entry.Gap) {
      asked.clear();
      receiving.clear();
      return List.of();
    }
    if (entry instanceof Entry.Reply reply) {
      return exchanges(reply);
    }
    return entry instanceof Entry.Frame frame ? exchanges(frame) : List.of();
  }

  private List<Exchange> exchanges(Entry.Reply reply) {
    List<Exchange> found = new ArrayList<>();
    for (Ecu ecu : ecus) {
      if (ecu.requestId() != reply.requestId()
          || ecu.bits() != reply.bits()
          || !ecu.extendedAddress().equals(reply.extendedAddress())) {
        continue;
      }
      Adapter.Exchange heard = ElmLines.read(reply.lines(), ecu).exchange();
      // What is damaged was asked again; nothing of it can be trusted.
      if (heard.damage().isEmpty()) {
        for (Message message : heard.messages()) {
          found.add(
              new Exchange(
                  reply.nanos(), ecu, reply.request(), message.responder(), message.payload()));
        }
      }
    }
    return found;
  }

  private List<Exchange> exchanges(Entry.Frame entry) {
    List<Exchange> found = new ArrayList<>();
    CanFrame frame = entry.frame();
    for (Ecu ecu : ecus) {
      if (ecu.bits() != entry.bits()) {
        continue;
      }
      if (ecu.requestId() == frame.id()) {
        request(ecu, frame.data());
      } else if (answersTo(ecu, frame.id()) && asked.containsKey(ecu)) {
        answer(ecu, entry, found);
      }
    }
    return found;
  }

  private static boolean answersTo(Ecu ecu, int id) {
    if (ecu.responseId().isPresent()) {
      return ecu.responseId().getAsInt() == id;
    }
    return ecu.bits() == 11 ? id >= 0x7E8 && id <= 0x7EF : (id & 0xFFFFFF00) == 0x18DAF100;
  }

  private void request(Ecu ecu, byte[] data) {
    int skip = ecu.extendedAddress().isPresent() ? 1 : 0;
    if (data.length <= skip || skip == 1 && (data[0] & 0xFF) != ecu.extendedAddress().getAsInt()) {
      return;
    }
    boolean single = (data[skip] & 0xF0) == 0;
    int length = data[skip] & 0x0F;
    if (single && length > 0 && skip + length < data.length) {
      asked.put(ecu, Arrays.copyOfRange(data, skip + 1, skip + 1 + length));
      receiving.keySet().removeIf(key -> key >>> 32 == ecu.requestId());
    } else if ((data[skip] & 0xF0) != 0x30) {
      asked.remove(ecu);
    }
  }

  private void answer(Ecu ecu, Entry.Frame entry, List<Exchange> found) {
    int id = entry.frame().id();
    int skip = ecu.extendedAddress().isPresent() ? 1 : 0;
    byte[] data = entry.frame().data();
    if (data.length <= skip) {
      return;
    }
    long key = (long) ecu.requestId() << 32 | id & 0xFFFFFFFFL;
    IsoTpReceiver.State state =
        IsoTpReceiver.next(
            receiving.getOrDefault(key, new IsoTpReceiver.Idle()),
            Arrays.copyOfRange(data, skip, data.length));
    if (state instanceof IsoTpReceiver.Done done) {
      found.add(new Exchange(entry.nanos(), ecu, asked.get(ecu), id, done.payload()));
    }
    receiving.put(key, state);
  }
}
