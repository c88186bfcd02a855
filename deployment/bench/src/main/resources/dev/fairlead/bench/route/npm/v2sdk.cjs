// Uniswap's v2-sdk: the best path of at most three pairs, which is its own default.
const { CurrencyAmount, Token } = require('@uniswap/sdk-core')
const { Pair, Trade } = require('@uniswap/v2-sdk')
const { read, serve } = require('./peer.cjs')

const market = read(process.argv[2])
const tokens = market.tokens.map(({ address, decimals }) => new Token(1, address, decimals))
const pairs = market.pairs.map(
  (pair) =>
    new Pair(
      CurrencyAmount.fromRawAmount(tokens[pair.token0], pair.reserve0),
      CurrencyAmount.fromRawAmount(tokens[pair.token1], pair.reserve1),
    ),
)

serve((sell, buy, amount) => {
  const given = CurrencyAmount.fromRawAmount(tokens[sell], amount)
  const [best] = Trade.bestTradeExactIn(pairs, given, tokens[buy], { maxNumResults: 1 })
  return best ? best.outputAmount.quotient.toString() : 0
})
