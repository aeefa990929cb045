package io.cellwitness.simulator.opcua;

import java.time.Instant;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** One variable of a simulated server, set from any thread. */
public final class SimulatedVariable {

  private final UaVariableNode node;

  SimulatedVariable(UaVariableNode node) {
    this.node = node;
  }

  /**
   * Sets a good value.
   *
   * @param value a number, text, boolean, or an array of boxed ones
   * @param sampled its source timestamp
   */
  public void set(Object value, Instant sampled) {
    set(value, sampled, StatusCode.GOOD.value());
  }

  /**
   * Sets a value of any quality.
   *
   * @param value may be null for none
   * @param sampled its source timestamp
   * @param status a status code
   */
  public void set(Object value, Instant sampled, long status) {
    DateTime time = new DateTime(sampled);
    node.setValue(
        new DataValue(new Variant(value), new StatusCode(status), time, null, time, null));
  }

  /**
   * The variable's id on this server.
   *
   * @return the node id
   */
  public NodeId id() {
    return node.getNodeId();
  }
}
