// SushiSwap's tines: one path ("single") or a split over several ("multi"), gas at no price.
const {
  ConstantProductRPool,
  findMultiRouteExactIn,
  findSingleRouteExactIn,
} = require('@sushiswap/tines')
const { read, serve } = require('./peer.cjs')

const market = read(process.argv[2])
const find = process.argv[3] === 'multi' ? findMultiRouteExactIn : findSingleRouteExactIn
const tokens = market.tokens.map(({ address }, number) => ({
  name: `T${number}`,
  symbol: `T${number}`,
  address,
}))
const pools = market.pairs.map(
  (pair) =>
    new ConstantProductRPool(
      pair.address,
      tokens[pair.token0],
      tokens[pair.token1],
      0.003,
      BigInt(pair.reserve0),
      BigInt(pair.reserve1),
    ),
)

serve((sell, buy, amount) => {
  const route = find(tokens[sell], tokens[buy], BigInt(amount), pools, tokens[0], 0)
  return route.status === 'NoWay' ? 0 : route.amountOut
})
