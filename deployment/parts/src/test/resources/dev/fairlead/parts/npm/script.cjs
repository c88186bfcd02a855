require('canonical-weth/build/contracts/WETH9.json');
