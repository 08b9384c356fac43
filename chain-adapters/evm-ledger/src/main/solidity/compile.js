"use strict";
// Run by ./compile. Output depends on the sources, on the compiler and on the settings below, and on nothing else.
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const solc = require("solc");

const sources = fs.readdirSync(__dirname).filter((name) => name.endsWith(".sol")).sort();
const artefacts = path.join(__dirname, "..", "resources", "org", "bricscodes", "ledger", "evm");
// paris: the newest set of instructions that every public and permissioned chain of the kind executes.
// No metadata in the code: it would be the one part that depends on where and how the source lies.
const settings = {
  evmVersion: "paris",
  optimizer: { enabled: true, runs: 1000000 },
  metadata: { appendCBOR: false, bytecodeHash: "none" },
};
const check = process.argv.length === 3 && process.argv[2] === "--check";
if (process.argv.length > 2 && !check) {
  console.error("usage: compile [--check]");
  process.exit(2);
}

let differs = 0;
for (const file of sources) {
  const text = fs.readFileSync(path.join(__dirname, file));
  const contract = path.basename(file, ".sol");
  const input = {
    language: "Solidity",
    sources: { [file]: { content: text.toString("utf8") } },
    settings: {
      ...settings,
      outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  for (const problem of output.errors || []) {
    console.error(problem.formattedMessage);
  }
  if ((output.errors || []).length > 0) {
    process.exit(1);
  }
  const made = output.contracts[file][contract];
  const artefact =
    JSON.stringify(
      {
        contract,
        source: file,
        sourceSha256: crypto.createHash("sha256").update(text).digest("hex"),
        compiler: "solc " + solc.version(),
        settings,
        abi: made.abi,
        bytecode: "0x" + made.evm.bytecode.object,
        deployedBytecode: "0x" + made.evm.deployedBytecode.object,
      },
      null,
      2,
    ) + "\n";
  const target = path.join(artefacts, contract + ".json");
  if (!check) {
    fs.mkdirSync(artefacts, { recursive: true });
    fs.writeFileSync(target, artefact);
    console.log("wrote " + path.basename(target));
  } else if (!fs.existsSync(target) || fs.readFileSync(target, "utf8") !== artefact) {
    console.error(path.basename(target) + " is not what " + file + " compiles to: run compile");
    differs = 1;
  } else {
    console.log(path.basename(target) + " is what " + file + " compiles to");
  }
}
process.exit(differs);
