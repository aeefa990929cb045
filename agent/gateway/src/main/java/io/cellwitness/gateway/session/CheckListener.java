package io.cellwitness.gateway.session;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.VehicleFacts;

/** Is told how a check goes on. All calls come from the check's thread. */
public interface CheckListener {

  /**
   * The source is about to be opened, which may take a while.
   *
   * @param source how reports name it
   */
  void connecting(String source);

  /**
   * The vehicle was identified.
   *
   * @param vehicle what the driver could prove
   * @param pack the pack's facts with the operator's on top
   */
  void identified(VehicleFacts vehicle, PackFacts pack);

  /**
   * The measurement has come this far; called a few times a second at most.
   *
   * @param progress the present state
   */
  void progress(CheckProgress progress);

  /**
   * Something the operator should know.
   *
   * @param text one sentence without VIN
   */
  void note(String text);
}
