package io.cellwitness.gateway.page;

/**
 * An HTTP answer.
 *
 * @param code HTTP status
 * @param type content type
 * @param body text
 */
record Answer(int code, String type, String body) {

  static final int OK = 200;
  static final int NOT_FOUND = 404;
  static final int NOT_ALLOWED = 405;
  static final int MISDIRECTED = 421;
  static final int UNAVAILABLE = 503;

  static Answer text(int code, String body) {
    return new Answer(code, "text/plain; charset=utf-8", body);
  }
}
