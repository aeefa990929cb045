package io.cellwitness.can;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.VehicleProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Holds a vehicle profile against what this car really says, answer by answer: its relations, and
 * the direction of the current, which is settled for each source by itself because two control
 * units of one car may count it in opposite ways.
 */
public final class SessionChecks {

  private static final String CONTRADICTED =
      "the voltage contradicts the direction of the current in the vehicle profile";

  /** A car has one or two sources of current; a flood of others is none. */
  private static final int MOST_SOURCES = 8;

  private final RelationWatch relations;
  private final boolean unverified;
  private final Consumer<String> notes;
  private final Map<String, SignWatch> signs = new HashMap<>();
  private final Set<String> told = new HashSet<>();
  private Optional<Signal> charge = Optional.empty();

  /**
   * Begins to watch, and tells the operator when nobody has proved the profile yet.
   *
   * @param profile what the answers are said to mean
   * @param notes is told what does not hold, and what was found out
   */
  public SessionChecks(VehicleProfile profile, Consumer<String> notes) {
    this.notes = notes;
    this.relations = new RelationWatch(profile.relations(), notes);
    this.unverified = profile.unverified();
    if (unverified) {
      boolean nothingToHold = profile.relations().isEmpty();
      notes.accept(
          "profile "
              + profile.id()
              + " was imported and nobody has proved it on a car: every value may be wrong"
              + (nothingToHold ? "; it names no relations that could show it" : ""));
      relations.whenAllHold(
          count ->
              notes.accept(
                  "all "
                      + count
                      + " relations of the imported profile "
                      + profile.id()
                      + " have held so far in this session"));
    }
  }

  /**
   * What the session shows of the profile so far, for the report.
   *
   * @return as in {@link io.cellwitness.api.Driver#learnt()}
   */
  public Map<String, String> learnt() {
    Map<String, String> learnt = new TreeMap<>();
    learnt.put(VehicleFacts.PROFILE_RELATIONS, relations.summary());
    if (relations.outcome() == RelationWatch.Outcome.BROKEN) {
      learnt.put(VehicleFacts.PROFILE_PROOF, VehicleFacts.PROOF_BROKEN);
    } else if (unverified) {
      boolean held = relations.outcome() == RelationWatch.Outcome.HELD;
      learnt.put(
          VehicleFacts.PROFILE_PROOF, held ? VehicleFacts.PROOF_HELD : VehicleFacts.PROOF_OPEN);
    }
    return learnt;
  }

  /**
   * Takes one answer or frame.
   *
   * @param answer its signals
   * @param at when it came
   * @param source where from, as {@link io.cellwitness.api.Reading#source()}
   * @return the same signals; the current with its proved direction, or without value
   */
  public List<Decoded> take(List<Decoded> answer, Stamp at, String source) {
    relations.observe(answer);
    for (Decoded one : answer) {
      if (amps(one).isPresent() && signs.size() < MOST_SOURCES) {
        signs.computeIfAbsent(source, s -> new SignWatch(one.undirected().isPresent() ? 0 : 1));
      }
    }
    for (Decoded one : answer) {
      if (one.value() instanceof Value.Number number) {
        follow(one.signal(), number.number(), at);
      }
    }
    List<Decoded> checked = new ArrayList<>(answer.size());
    for (Decoded one : answer) {
      OptionalDouble amps = amps(one);
      SignWatch sign = signs.get(source);
      checked.add(amps.isEmpty() || sign == null ? one : directed(one, amps, sign, at, source));
    }
    return checked;
  }

  /** The current as the profile reads it, whether or not its direction is known. */
  private static OptionalDouble amps(Decoded one) {
    if (!one.signal().equals(Signals.CURRENT)) {
      return OptionalDouble.empty();
    }
    return one.value() instanceof Value.Number number
        ? OptionalDouble.of(number.number())
        : one.undirected();
  }

  private void follow(Signal signal, double value, Stamp at) {
    if (signal.equals(Signals.VOLTAGE)) {
      signs.values().forEach(sign -> sign.voltage(value, at));
    } else if (signal.equals(Signals.SOC) || signal.equals(Signals.SOC_DISPLAYED)) {
      charge = charge.or(() -> Optional.of(signal));
      if (charge.get().equals(signal)) {
        signs.values().forEach(sign -> sign.soc(value));
      }
    }
  }

  private Decoded directed(
      Decoded one, OptionalDouble amps, SignWatch sign, Stamp at, String source) {
    sign.current(amps.getAsDouble(), at);
    if (sign.contradicted()) {
      tell("contradicted " + source, CONTRADICTED + " (" + source + "); no current is given");
      return with(one, new Value.Absent(Quality.MISSING, CONTRADICTED));
    }
    if (one.undirected().isEmpty() || sign.direction() == 0) {
      return one;
    }
    tell(
        "settled " + source,
        "the direction of the current of "
            + source
            + " is settled by how voltage and charge follow it: its numbers are positive "
            + (sign.direction() > 0 ? "into" : "out of")
            + " the battery");
    return with(one, new Value.Number(amps.getAsDouble() * sign.direction()));
  }

  private static Decoded with(Decoded one, Value value) {
    return new Decoded(one.signal(), one.index(), value);
  }

  private void tell(String what, String sentence) {
    if (told.add(what)) {
      notes.accept(sentence);
    }
  }
}
