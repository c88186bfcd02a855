// A line "CALLERS MILLIS" on standard input: that many callers append for that long, each to a
// stream of its own and one event after the other. Answers with the seconds that it took and each
// append's microseconds. Ends with its input.
const { getPostgreSQLEventStore } = require('@event-driven-io/emmett-postgresql');
const pg = require('pg');
const { randomUUID } = require('node:crypto');
const { createInterface } = require('node:readline');

const pool = new pg.Pool({ max: Number(process.argv[2]) });
const env = process.env;
const url = `postgresql://${env.PGUSER}:${env.PGPASSWORD}@${env.PGHOST}:${env.PGPORT}/${env.PGDATABASE}`;
const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
const data = JSON.parse(env.PAYLOAD);

async function caller(end, times) {
  const stream = `bench-${randomUUID()}`;
  let version = 0n;
  let start = performance.now();
  while (start < end) {
    await store.appendToStream(stream, [{ type: 'node.started', data }], {
      expectedStreamVersion: version === 0n ? 'STREAM_DOES_NOT_EXIST' : version,
    });
    version++;
    const now = performance.now();
    times.push(Math.round((now - start) * 1000));
    start = now;
  }
}

async function main() {
  for await (const line of createInterface({ input: process.stdin })) {
    const [callers, millis] = line.split(' ').map(Number);
    const times = [];
    const begun = performance.now();
    await Promise.all(Array.from({ length: callers }, () => caller(begun + millis, times)));
    const seconds = (performance.now() - begun) / 1000;
    process.stdout.write(`${seconds} ${times.join(' ')}\n`);
  }
  await store.close();
  await pool.end();
}

main();
