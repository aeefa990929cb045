package io.cellwitness.opcua.link;

/** What a subscription tells. */
public sealed interface LinkEvent {

  /**
   * A value came.
   *
   * @param item place in the list that was subscribed, from 0
   * @param value the value
   */
  record Data(int item, UaValue value) implements LinkEvent {}

  /**
   * Values were lost; the subscription goes on.
   *
   * @param reason a few words
   */
  record Lost(String reason) implements LinkEvent {}

  /**
   * No more values will come over this link.
   *
   * @param reason a few words
   */
  record Ended(String reason) implements LinkEvent {}
}
