// Balancer's smart order router. It has no pairs; a pool of two even weights is one.
const { BigNumber } = require('@ethersproject/bignumber')
const { SOR, SwapTypes } = require('@balancer-labs/sor')
const { read, serve } = require('./peer.cjs')

const market = read(process.argv[2])

function units(amount, decimals) {
  const digits = amount.padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function coin(number, reserve) {
  const { address, decimals } = market.tokens[number]
  return { address, decimals, balance: units(reserve, decimals), weight: '0.5', priceRate: '1' }
}

const pools = market.pairs.map((pair, number) => ({
  id: pair.address + number.toString(16).padStart(24, '0'),
  address: pair.address,
  poolType: 'Weighted',
  swapFee: '0.003',
  swapEnabled: true,
  totalShares: '1000000',
  totalWeight: '1',
  tokens: [coin(pair.token0, pair.reserve0), coin(pair.token1, pair.reserve1)],
  tokensList: [pair.token0, pair.token1].map((token) => market.tokens[token].address),
}))
const config = {
  chainId: 1,
  weth: market.tokens[0].address,
  vault: '0x0000000000000000000000000000000000000001',
}
const free = { getNativeAssetPriceInToken: async () => '0' }
const sor = new SOR({}, config, { getPools: async () => pools }, free)
const options = {
  gasPrice: BigNumber.from(0),
  swapGas: BigNumber.from(0),
  timestamp: 0,
  forceRefresh: false,
}

async function main() {
  await sor.fetchPools()
  await serve(async (sell, buy, amount) => {
    const { returnAmount } = await sor.getSwaps(
      market.tokens[sell].address,
      market.tokens[buy].address,
      SwapTypes.SwapExactIn,
      BigNumber.from(amount),
      options,
    )
    return returnAmount.toString()
  })
}

main()
