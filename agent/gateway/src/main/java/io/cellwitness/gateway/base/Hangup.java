package io.cellwitness.gateway.base;

import java.lang.reflect.Proxy;

/**
 * SIGHUP, which asks a service to read its configuration again. Java has no supported way to hear
 * it. The unsupported one is in every JDK since 17, but javac warns of its name whatever one does,
 * so here it is looked up: the one place with reflection.
 */
public final class Hangup {

  private Hangup() {}

  /**
   * From now on SIGHUP does not end the process but calls a listener.
   *
   * @param listener called on a thread of the JVM's; must return at once
   * @return false where this Java cannot hear the signal: it then ends the process as ever
   */
  public static boolean listen(Runnable listener) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                listener.run();
                return null;
              });
      Object hup = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hup, ours);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
