// Decodes Swap logs with viem, as a program does that knows the event.
const { readFileSync } = require('node:fs')
const { createInterface } = require('node:readline')
const { decodeEventLog, parseAbi } = require('viem')

const abi = parseAbi([
  'event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)',
])
const logs = JSON.parse(readFileSync(process.argv[2], 'utf8'))

function decode() {
  let ticks = 0
  for (const { topics, data } of logs) {
    ticks += decodeEventLog({ abi, eventName: 'Swap', topics, data }).args.tick
  }
  return ticks
}

console.log(`${logs.length} ${decode()}`)
createInterface({ input: process.stdin }).on('line', () => {
  const start = process.hrtime.bigint()
  decode()
  console.log(String(process.hrtime.bigint() - start))
})
