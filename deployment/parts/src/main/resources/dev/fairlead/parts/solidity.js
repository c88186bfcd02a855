// node solidity.js SOLJSON REQUEST OUTPUT: compiles the request and writes one JSON file for each contract.
// REQUEST: {sources: {name: absolute path}, libraries: {prefix: directory}, only: [name], settings: {...}}
'use strict';
const fs = require('fs');
const path = require('path');

const [soljson, requestFile, output] = process.argv.slice(2);
const request = JSON.parse(fs.readFileSync(requestFile, 'utf8'));
const compiler = require(soljson);
const version = compiler.cwrap('solidity_version', 'string', [])();
const compile = compiler.cwrap('solidity_compile', 'string', ['string', 'number', 'number']);

const sources = {};
const waiting = [];

function take(name, file, from) {
  if (name in sources) return;
  if (!fs.existsSync(file)) fail(`${from} imports ${name}, which is not at ${file}`);
  sources[name] = {content: fs.readFileSync(file, 'utf8')};
  waiting.push(name);
}

function locate(name, from) {
  if (request.sources[name]) return request.sources[name];
  const prefix = Object.keys(request.libraries).find(p => name.startsWith(p + '/'));
  if (!prefix) fail(`${from} imports ${name}, which is neither a source nor in a library`);
  return path.join(request.libraries[prefix], name.slice(prefix.length + 1));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

for (const [name, file] of Object.entries(request.sources)) take(name, file, 'the request');
while (waiting.length > 0) {
  const name = waiting.pop();
  const imports = sources[name].content.matchAll(/^\s*(?:import|\}\s*from)\b[^;"']*["']([^"']+)["']/gm);
  for (const [, imported] of imports) {
    const full = imported.startsWith('.') ? path.posix.join(path.posix.dirname(name), imported) : imported;
    take(full, locate(full, name), name);
  }
}

const settings = {
  ...request.settings,
  outputSelection: {},
};
const parts = ['abi', 'evm.bytecode', 'evm.deployedBytecode', 'evm.methodIdentifiers', 'storageLayout'];
for (const name of request.only.length > 0 ? request.only : Object.keys(request.sources)) {
  settings.outputSelection[name] = {'*': parts};
}
const result = JSON.parse(compile(JSON.stringify({language: 'Solidity', sources, settings}), 0, 0));
const errors = (result.errors || []).filter(e => e.severity === 'error');
for (const note of result.errors || []) {
  if (note.severity !== 'error') console.log(note.formattedMessage.trim());
}
if (errors.length > 0) fail(errors.map(e => e.formattedMessage.trim()).join('\n'));

for (const [source, contracts] of Object.entries(result.contracts)) {
  for (const [name, contract] of Object.entries(contracts)) {
    const code = c => ({object: '0x' + c.object, linkReferences: c.linkReferences});
    const artifact = {
      contractName: name,
      sourceName: source,
      compiler: version,
      settings: request.settings,
      abi: contract.abi,
      methodIdentifiers: contract.evm.methodIdentifiers,
      storageLayout: contract.storageLayout,
      bytecode: code(contract.evm.bytecode),
      deployedBytecode: {
        ...code(contract.evm.deployedBytecode),
        immutableReferences: contract.evm.deployedBytecode.immutableReferences,
      },
    };
    const directory = path.join(output, source);
    fs.mkdirSync(directory, {recursive: true});
    fs.writeFileSync(path.join(directory, name + '.json'), JSON.stringify(artifact, null, 1) + '\n');
  }
}
