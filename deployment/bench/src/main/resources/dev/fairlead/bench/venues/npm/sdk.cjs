// Quotes an exact input with Uniswap's v3-sdk: the state after it comes with the quote, as ours.
const { readFileSync } = require('node:fs')
const { createInterface } = require('node:readline')
const { CurrencyAmount, Token } = require('@uniswap/sdk-core')
const { Pool } = require('@uniswap/v3-sdk')

const state = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const count = Number(process.argv[3])
const token0 = new Token(1, '0x0000000000000000000000000000000000000001', 18)
const token1 = new Token(1, '0x0000000000000000000000000000000000000002', 18)
const ticks = state.ticks.map(({ index, gross, net }) => ({
  index,
  liquidityGross: gross,
  liquidityNet: net,
}))
const pool = new Pool(token0, token1, state.fee, state.sqrtPrice, state.liquidity, state.tick, ticks)
const amount = CurrencyAmount.fromRawAmount(token0, state.amount)

async function quote() {
  const [out] = await pool.getOutputAmount(amount)
  return out.quotient.toString()
}

async function main() {
  console.log(await quote())
  for await (const _ of createInterface({ input: process.stdin })) {
    const start = process.hrtime.bigint()
    for (let i = 0; i < count; i++) {
      await quote()
    }
    console.log(String(process.hrtime.bigint() - start))
  }
}

main()
