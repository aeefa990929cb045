package io.cellwitness.simulator.opcua;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.core.ValueRanks;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.model.variables.BaseAnalogType;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;

/** The nodes of a simulated server: folders and variables, added while it runs. */
public final class UaSpace extends ManagedNamespaceWithLifecycle {

  private final SubscriptionModel subscriptions;
  private final Map<String, UaFolderNode> folders = new ConcurrentHashMap<>();

  UaSpace(OpcUaServer server, String uri) {
    super(server, uri);
    subscriptions = new SubscriptionModel(server, this);
    getLifecycleManager().addLifecycle(subscriptions);
  }

  /**
   * Adds a variable.
   *
   * @param folder path of folders below Objects, joined by {@code /}
   * @param name browse name; the node id is {@code s=FOLDER/NAME}
   * @param unit shown as EngineeringUnits; empty for none
   * @return the variable, without a value yet
   */
  public SimulatedVariable variable(String folder, String name, Optional<String> unit) {
    return add(folder, newNodeId(folder + "/" + name), name, unit);
  }

  /**
   * Adds a variable with a node id of any type.
   *
   * @param folder path of folders below Objects
   * @param id in any namespace of the server
   * @param name browse name
   * @return the variable, without a value yet
   */
  public SimulatedVariable variable(String folder, NodeId id, String name) {
    return add(folder, id, name, Optional.empty());
  }

  private SimulatedVariable add(String folder, NodeId id, String name, Optional<String> unit) {
    UaVariableNode node =
        new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
            .setNodeId(id)
            .setBrowseName(newQualifiedName(name))
            .setDisplayName(LocalizedText.english(name))
            .setDataType(NodeIds.BaseDataType)
            .setValueRank(ValueRanks.Any)
            .setTypeDefinition(NodeIds.BaseDataVariableType)
            .build();
    getNodeManager().addNode(node);
    folder(folder).addOrganizes(node);
    unit.ifPresent(
        text ->
            node.setProperty(
                BaseAnalogType.ENGINEERING_UNITS,
                new EUInformation(
                    "http://www.opcfoundation.org/UA/units/un/cefact",
                    -1,
                    LocalizedText.english(text),
                    LocalizedText.english(text))));
    return new SimulatedVariable(node);
  }

  private UaFolderNode folder(String path) {
    UaFolderNode known = folders.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    UaFolderNode made =
        new UaFolderNode(
            getNodeContext(), newNodeId(path), newQualifiedName(name), LocalizedText.english(name));
    getNodeManager().addNode(made);
    if (slash < 0) {
      made.addReference(
          new Reference(
              made.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
    } else {
      folder(path.substring(0, slash)).addOrganizes(made);
    }
    folders.put(path, made);
    return made;
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {
    subscriptions.onDataItemsCreated(items);
  }

  @Override
  public void onDataItemsModified(List<DataItem> items) {
    subscriptions.onDataItemsModified(items);
  }

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {
    subscriptions.onDataItemsDeleted(items);
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {
    subscriptions.onMonitoringModeChanged(items);
  }
}
