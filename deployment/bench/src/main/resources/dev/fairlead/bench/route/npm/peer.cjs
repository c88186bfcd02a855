// What every peer does: reads the market file, then answers each line of standard input,
// "SELL BUY AMOUNT" with the nanoseconds of the search and its output, "memory" with the bytes that
// the process holds. Ends with its input.
const { readFileSync } = require('node:fs')
const { createInterface } = require('node:readline')

function read(file) {
  const tokens = []
  const pairs = []
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [kind, ...words] = line.split(' ')
    if (kind === 'token') {
      tokens.push({ address: words[0], decimals: Number(words[1]) })
    } else if (kind === 'pair') {
      const [address, token0, token1, reserve0, reserve1] = words
      pairs.push({ address, token0: Number(token0), token1: Number(token1), reserve0, reserve1 })
    }
  }
  return { tokens, pairs }
}

// search(SELL, BUY, AMOUNT) gives the output as a string of digits or a number; 0 for no route.
async function serve(search) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'memory') {
      console.log(String(process.memoryUsage().rss))
      continue
    }
    const [sell, buy, amount] = line.split(' ')
    const start = process.hrtime.bigint()
    const output = await search(Number(sell), Number(buy), amount)
    console.log(`${process.hrtime.bigint() - start} ${output}`)
  }
}

module.exports = { read, serve }
