package io.cellwitness.gateway.mqtt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group of the publisher's thread, which the threads Paho starts from it inherit. One of them
 * may end with a null pointer when a connection breaks while it is being made (1.2.5,
 * ConnectActionListener); the connection is given up anyway, and nobody needs the stack trace.
 */
final class PahoThreads extends ThreadGroup {

  private static final Logger LOG = LoggerFactory.getLogger(PahoThreads.class);

  private final String own;

  /**
   * Makes the group.
   *
   * @param own name of the publisher's thread, whose defects are not hidden
   */
  PahoThreads(String own) {
    super(own);
    this.own = own;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable e) {
    if (thread.getName().equals(own)) {
      super.uncaughtException(thread, e);
    } else {
      LOG.debug("{} ended: {}", thread.getName(), e.toString());
    }
  }
}
