// Quotes an exact input with sushi's tines, whose numbers are doubles.
const { readFileSync } = require('node:fs')
const { createInterface } = require('node:readline')
const { UniV3Pool } = require('@sushiswap/tines')

const state = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const count = Number(process.argv[3])
const token = (end) => ({ address: `0x${'0'.repeat(39)}${end}`, name: end, symbol: end })
// More than any trade here takes: tines only asks whether it is enough.
const reserve = 10n ** 30n
const pool = new UniV3Pool(
  `0x${'0'.repeat(38)}10`,
  token('1'),
  token('2'),
  state.fee / 1e6,
  reserve,
  reserve,
  state.tick,
  BigInt(state.liquidity),
  BigInt(state.sqrtPrice),
  state.ticks.map(({ index, net }) => ({ index, DLiquidity: BigInt(net) })),
)
const amount = Number(state.amount)

let kept = 0
console.log(String(BigInt(Math.floor(pool.calcOutByIn(amount, true).out))))
createInterface({ input: process.stdin }).on('line', () => {
  const start = process.hrtime.bigint()
  for (let i = 0; i < count; i++) {
    kept += pool.calcOutByIn(amount + i, true).out
  }
  console.log(String(process.hrtime.bigint() - start))
})
