// A PostgreSQL with TimescaleDB's community edition for many connections that share one session:
// each transaction is run alone. Prints its port; ends when its standard input does.
import net from 'node:net';
import { pathToFileURL } from 'node:url';

const dist = pathToFileURL(process.argv[2] + '/');
const { PGlite } = await import(new URL('index.js', dist));
const { timescaledb } = await import(new URL('timescaledb/index.js', dist));
const database = await PGlite.create({ extensions: { timescaledb } });
await database.exec('CREATE EXTENSION timescaledb; CREATE SCHEMA fairlead;');
await database.exec("SET search_path = fairlead, public; SET timezone = 'UTC'");

const START = 196608;
const CANCEL = 80877102;

const waiting = [];
let owner = null;
let busy = false;
let connections = 0;

function message(type, body) {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function int32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number);
  return bytes;
}

const parameters = {
  server_version: '17.5',
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  TimeZone: 'UTC',
  integer_datetimes: 'on',
  standard_conforming_strings: 'on',
};
const welcome = Buffer.concat([
  message('R', int32(0)),
  ...Object.entries(parameters).map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
  message('K', Buffer.concat([int32(1), int32(1)])),
  message('Z', Buffer.from('I')),
]);

// Statements and portals of a connection get names that no other connection uses.
function renamed(type, body, connection) {
  const own = (at) => Buffer.concat([body.subarray(0, at), Buffer.from(connection), body.subarray(at)]);
  const named = (at) => body[at] !== 0;
  if (type === 'P') return named(0) ? own(0) : body;
  if (type === 'E') return named(0) ? own(0) : body;
  if (type === 'D' || type === 'C') return named(1) ? own(1) : body;
  if (type === 'B') {
    const statement = body.indexOf(0) + 1;
    let changed = named(statement) ? own(statement) : body;
    return named(0) ? Buffer.concat([Buffer.from(connection), changed]) : changed;
  }
  return body;
}

async function work() {
  if (busy) return;
  busy = true;
  for (;;) {
    const at = waiting.findIndex((one) => owner === null || one.socket === owner);
    if (at < 0) break;
    const { socket, bytes } = waiting.splice(at, 1)[0];
    const answer = Buffer.from(await database.execProtocolRaw(bytes, { throwOnError: false }));
    owner = answer.subarray(-6).equals(message('Z', Buffer.from('I'))) ? null : socket;
    if (socket.destroyed && owner !== null) {
      await database.execProtocolRaw(message('Q', Buffer.from('ROLLBACK\0')), { throwOnError: false });
      owner = null;
    }
    socket.write(answer);
  }
  busy = false;
}

const server = net.createServer((socket) => {
  const connection = `c${++connections}_`;
  let input = Buffer.alloc(0);
  let started = false;
  let batch = [];
  socket.on('error', () => {});
  socket.on('close', () => {
    if (owner === socket && !busy) {
      waiting.unshift({ socket, bytes: message('Q', Buffer.from('ROLLBACK\0')) });
      work();
    }
  });
  socket.on('data', (data) => {
    input = Buffer.concat([input, data]);
    while (!started && input.length >= 8 && input.length >= input.readInt32BE(0)) {
      const code = input.readInt32BE(4);
      input = input.subarray(input.readInt32BE(0));
      if (code === CANCEL) {
        socket.end();
      } else {
        started = code === START;
        socket.write(started ? welcome : 'N');
      }
    }
    while (started && input.length >= 5 && input.length >= 1 + input.readInt32BE(1)) {
      const end = 1 + input.readInt32BE(1);
      const type = String.fromCharCode(input[0]);
      const body = input.subarray(5, end);
      input = input.subarray(end);
      if (type === 'X') {
        socket.end();
      } else {
        batch.push(message(type, renamed(type, body, connection)));
        if ('QS'.includes(type)) {
          waiting.push({ socket, bytes: Buffer.concat(batch) });
          batch = [];
          work();
        }
      }
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
