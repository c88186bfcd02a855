module.exports = {
  networks: {
    hardhat: {
      chainId: Number(process.env.HARDHAT_CHAIN_ID),
      hardfork: 'prague',
      blockGasLimit: Number(process.env.HARDHAT_GAS_LIMIT),
      accounts: [],
      loggingEnabled: false,
    },
  },
};
