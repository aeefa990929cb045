package io.cellwitness.can;

import io.cellwitness.can.link.LinkException;
import io.cellwitness.can.profile.ReadRequest;
import io.cellwitness.can.uds.Answer;
import io.cellwitness.can.uds.Ecu;
import io.cellwitness.can.uds.UdsClient;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks each thing only once while a car is being recognised, and remembers the answers: the first
 * readings are made of them, so that nobody waits for the same bytes twice.
 */
final class FirstAnswers {

  private final UdsClient client;
  private final Map<String, Answer> ofOne = new HashMap<>();
  private final Map<String, List<Answer.Data>> ofAll = new HashMap<>();

  FirstAnswers(UdsClient client) {
    this.client = client;
  }

  Answer ask(ReadRequest request) throws LinkException, InterruptedException {
    Answer known = ofOne.get(request.key());
    if (known != null) {
      return known;
    }
    Answer answer = client.ask(request.ecu(), request.bytes());
    ofOne.put(request.key(), answer);
    return answer;
  }

  List<Answer.Data> askAll(Ecu everybody, byte[] request)
      throws LinkException, InterruptedException {
    String key = everybody.requestHex() + ':' + HexFormat.of().formatHex(request);
    List<Answer.Data> known = ofAll.get(key);
    if (known != null) {
      return known;
    }
    List<Answer.Data> answers = client.askAll(everybody, request);
    if (!answers.isEmpty()) {
      // Silence is asked again: the first request may only have woken the car.
      ofAll.put(key, answers);
    }
    return answers;
  }

  /** From here on, what was silent or damaged is asked again: the car is there and awake. */
  void forgetFailures() {
    ofOne.values().removeIf(answer -> !(answer instanceof Answer.Data));
  }

  /**
   * What one control unit answered a request with, if it was asked at all and the answer holds
   * data.
   */
  Optional<Answer.Data> given(ReadRequest request) {
    return request.ecu().responseId().isPresent()
            && ofOne.get(request.key()) instanceof Answer.Data data
        ? Optional.of(data)
        : Optional.empty();
  }
}
