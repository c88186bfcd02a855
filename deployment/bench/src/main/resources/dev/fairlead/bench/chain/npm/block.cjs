// Reads the answer to a batch of a block and its receipts as viem does for its callers.
const { readFileSync } = require('node:fs')
const { createInterface } = require('node:readline')
const { formatBlock, formatTransactionReceipt } = require('viem')

const bytes = readFileSync(process.argv[2])

function read() {
  const [first, second] = JSON.parse(bytes.toString('utf8'))
  return { block: formatBlock(first.result), receipts: second.result.map(formatTransactionReceipt) }
}

function summary({ block, receipts }) {
  const value = block.transactions.reduce((sum, one) => sum + one.value, 0n)
  const logs = receipts.reduce((sum, one) => sum + one.logs.length, 0)
  return `${block.hash} ${block.transactions.length} ${receipts.length} ${logs} ${value}`
}

console.log(summary(read()))
let kept = 0
createInterface({ input: process.stdin }).on('line', () => {
  const start = process.hrtime.bigint()
  const { block, receipts } = read()
  const took = process.hrtime.bigint() - start
  kept += block.transactions.length + receipts.length
  console.log(String(took))
})
