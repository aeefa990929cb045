// A pack on a server this project did not write: node-opcua. Usage: node server.js PORT FOLDER [NODES]
// FOLDER keeps its keys. One command a line on standard input: good, bad, stale, kick, end.
"use strict";
const {
  OPCUAServer, OPCUACertificateManager, SecurityPolicy, MessageSecurityMode, DataType, DataValue, Variant,
  VariantArrayType, StatusCodes,
} = require("node-opcua");
const path = require("path");
const readline = require("readline");

const [port, folder, more] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4] || 0)];
let state = "good";
const began = new Date();

function keys(name) {
  return new OPCUACertificateManager({
    automaticallyAcceptUnknownCertificate: true, rootFolder: path.join(folder, name),
  });
}

function valueOf(number) {
  return new DataValue({
    value: { dataType: DataType.Double, value: number },
    sourceTimestamp: state === "stale" ? began : new Date(),
    statusCode: state === "bad" ? StatusCodes.BadSensorFailure : StatusCodes.Good,
  });
}

async function main() {
  const server = new OPCUAServer({
    port,
    hostname: "127.0.0.1",
    alternateHostname: ["localhost", "127.0.0.1"],
    securityPolicies: [
      SecurityPolicy.None, SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep,
      SecurityPolicy.Aes256_Sha256_RsaPss,
    ],
    securityModes: [MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    allowAnonymous: true,
    userManager: { isValidUser: (user, password) => user === "witness" && password === "secret" },
    serverCertificateManager: keys("pki"),
    userCertificateManager: keys("users"),
  });
  await server.initialize();
  const space = server.engine.addressSpace.getOwnNamespace();
  const pack = space.addFolder("ObjectsFolder", { browseName: "Pack" });
  const add = (name, number) => space.addVariable({
    componentOf: pack, browseName: name, nodeId: `s=Pack/${name}`, dataType: "Double",
    minimumSamplingInterval: 50, value: { timestamped_get: () => valueOf(number()) },
  });
  add("Voltage", () => 355.5);
  add("Current", () => -42 + Math.sin(Date.now() / 1000));
  add("Soc", () => 63.5);
  space.addVariable({
    componentOf: pack, browseName: "Serial", nodeId: "s=Pack/Serial", dataType: "String",
    value: new Variant({ dataType: DataType.String, value: "SN-1" }),
  });
  space.addVariable({
    componentOf: pack, browseName: "Cells", nodeId: "s=Pack/Cells", dataType: "Double", valueRank: 1,
    arrayDimensions: [4],
    value: new Variant({
      dataType: DataType.Double, arrayType: VariantArrayType.Array,
      value: new Float64Array([3.7, 3.71, 3.72, 3.73]),
    }),
  });
  for (let i = 0; i < more; i++) {
    add(`C${i}`, () => 3.7 + (Date.now() % 97) / 1000);
  }
  await server.start();
  console.log(`READY ${space.namespaceUri}`);
  readline.createInterface({ input: process.stdin }).on("line", (line) => {
    if (line === "kick") {
      for (const session of Object.values(server.engine._sessions)) {
        server.engine.closeSession(session.authenticationToken, true, "Terminated");
      }
    } else if (line === "end") {
      process.exit(0);
    } else {
      state = line;
    }
    console.log(`DONE ${line}`);
  });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
