// Reads the answer to a batch of a block and its receipts on demand, hex decoded into structs.
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "simdjson.h"

namespace od = simdjson::ondemand;
using Word = std::array<uint8_t, 32>;
using Account = std::array<uint8_t, 20>;
using Data = std::vector<uint8_t>;
using Number = std::array<uint64_t, 4>;

struct Log {
  Account address{};
  std::vector<Word> topics;
  Data data;
  uint64_t index = 0;
};

struct Receipt {
  Word transaction{}, block{};
  Account from{};
  uint64_t number = 0, index = 0, status = 0, gas_used = 0, cumulative = 0;
  Number price{};
  std::vector<Log> logs;
};

struct Transaction {
  Word hash{};
  Account from{}, to{};
  uint64_t index = 0, type = 0, nonce = 0, gas = 0;
  Number value{}, gas_price{}, max_fee{}, tip{}, v{}, r{}, s{};
  Data input;
};

struct Block {
  Word hash{}, parent{}, state_root{}, transactions_root{}, receipts_root{};
  Data bloom;
  Number number{}, timestamp{}, gas_used{}, gas_limit{}, base_fee{};
  std::vector<Transaction> transactions;
  std::vector<Receipt> receipts;
};

static const std::array<int8_t, 256> DIGITS = [] {
  std::array<int8_t, 256> digits{};
  digits.fill(-1);
  for (int i = 0; i < 10; i++) digits['0' + i] = int8_t(i);
  for (int i = 0; i < 6; i++) digits['a' + i] = digits['A' + i] = int8_t(10 + i);
  return digits;
}();

[[noreturn]] static void refuse(const char* what) {
  std::fprintf(stderr, "block.cpp: %s\n", what);
  std::exit(1);
}

static void decode(std::string_view hex, uint8_t* to) {
  int wrong = 0;
  for (size_t i = 2; i + 1 < hex.size(); i += 2) {
    int high = DIGITS[uint8_t(hex[i])], low = DIGITS[uint8_t(hex[i + 1])];
    wrong |= high | low;
    *to++ = uint8_t(high << 4 | low);
  }
  if (wrong < 0) refuse("no hex digit");
}

template <size_t N>
static void fixed(od::value value, std::array<uint8_t, N>& to) {
  std::string_view hex = value.get_string();
  if (hex.size() != 2 + 2 * N) refuse("another length");
  decode(hex, to.data());
}

static void bytes(od::value value, Data& to) {
  std::string_view hex = value.get_string();
  to.resize((hex.size() - 2) / 2);
  decode(hex, to.data());
}

static void number(od::value value, Number& to) {
  std::string_view hex = value.get_string();
  for (size_t i = 2; i < hex.size(); i++) {
    size_t from_end = hex.size() - 1 - i;
    int digit = DIGITS[uint8_t(hex[i])];
    if (digit < 0 || from_end > 63) refuse("no quantity");
    to[from_end >> 4] |= uint64_t(digit) << (4 * (from_end & 15));
  }
}

static uint64_t small(od::value value) {
  Number wide{};
  number(value, wide);
  return wide[0];
}

static Log log(od::object object) {
  Log to;
  for (auto field : object) {
    std::string_view key = field.unescaped_key();
    od::value value = field.value();
    if (key == "address") fixed(value, to.address);
    else if (key == "topics") {
      for (auto topic : value.get_array()) fixed(topic.value(), to.topics.emplace_back());
    } else if (key == "data") bytes(value, to.data);
    else if (key == "logIndex") to.index = small(value);
  }
  return to;
}

static Receipt receipt(od::object object) {
  Receipt to;
  for (auto field : object) {
    std::string_view key = field.unescaped_key();
    od::value value = field.value();
    if (key == "transactionHash") fixed(value, to.transaction);
    else if (key == "blockHash") fixed(value, to.block);
    else if (key == "blockNumber") to.number = small(value);
    else if (key == "transactionIndex") to.index = small(value);
    else if (key == "from") fixed(value, to.from);
    else if (key == "status") to.status = small(value);
    else if (key == "gasUsed") to.gas_used = small(value);
    else if (key == "cumulativeGasUsed") to.cumulative = small(value);
    else if (key == "effectiveGasPrice") number(value, to.price);
    else if (key == "logs") {
      for (auto one : value.get_array()) to.logs.push_back(log(one.get_object()));
    }
  }
  return to;
}

static Transaction transaction(od::object object) {
  Transaction to;
  for (auto field : object) {
    std::string_view key = field.unescaped_key();
    od::value value = field.value();
    if (key == "hash") fixed(value, to.hash);
    else if (key == "from") fixed(value, to.from);
    else if (key == "to") { if (!value.is_null()) fixed(value, to.to); }
    else if (key == "transactionIndex") to.index = small(value);
    else if (key == "type") to.type = small(value);
    else if (key == "nonce") to.nonce = small(value);
    else if (key == "gas") to.gas = small(value);
    else if (key == "value") number(value, to.value);
    else if (key == "gasPrice") number(value, to.gas_price);
    else if (key == "maxFeePerGas") number(value, to.max_fee);
    else if (key == "maxPriorityFeePerGas") number(value, to.tip);
    else if (key == "input") bytes(value, to.input);
    else if (key == "v") number(value, to.v);
    else if (key == "r") number(value, to.r);
    else if (key == "s") number(value, to.s);
  }
  return to;
}

static void block(od::object object, Block& to) {
  for (auto field : object) {
    std::string_view key = field.unescaped_key();
    od::value value = field.value();
    if (key == "hash") fixed(value, to.hash);
    else if (key == "logsBloom") bytes(value, to.bloom);
    else if (key == "parentHash") fixed(value, to.parent);
    else if (key == "stateRoot") fixed(value, to.state_root);
    else if (key == "transactionsRoot") fixed(value, to.transactions_root);
    else if (key == "receiptsRoot") fixed(value, to.receipts_root);
    else if (key == "number") number(value, to.number);
    else if (key == "timestamp") number(value, to.timestamp);
    else if (key == "gasUsed") number(value, to.gas_used);
    else if (key == "gasLimit") number(value, to.gas_limit);
    else if (key == "baseFeePerGas") number(value, to.base_fee);
    else if (key == "transactions") {
      for (auto one : value.get_array()) to.transactions.push_back(transaction(one.get_object()));
    }
  }
}

static Block read(od::parser& parser, const simdjson::padded_string& text) {
  Block to;
  od::document document = parser.iterate(text);
  for (auto answer : document.get_array()) {
    for (auto field : answer.get_object()) {
      std::string_view key = field.unescaped_key();
      od::value value = field.value();
      if (key != "result") continue;
      if (value.type() == od::json_type::object) block(value.get_object(), to);
      else {
        for (auto one : value.get_array()) to.receipts.push_back(receipt(one.get_object()));
      }
    }
  }
  return to;
}

static std::string summary(const Block& block) {
  std::string hash = "0x";
  for (uint8_t byte : block.hash) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    hash += digits;
  }
  uint64_t value = 0;
  size_t logs = 0;
  for (const Transaction& one : block.transactions) {
    if (one.value[1] | one.value[2] | one.value[3]) refuse("values beyond 64 bits");
    if (__builtin_add_overflow(value, one.value[0], &value)) refuse("values beyond 64 bits");
  }
  for (const Receipt& one : block.receipts) logs += one.logs.size();
  return hash + " " + std::to_string(block.transactions.size()) + " " +
         std::to_string(block.receipts.size()) + " " + std::to_string(logs) + " " +
         std::to_string(value);
}

int main(int, char** arguments) {
  simdjson::padded_string text = simdjson::padded_string::load(arguments[1]);
  od::parser parser;
  std::cout << summary(read(parser, text)) << std::endl;
  std::string line;
  size_t kept = 0;
  while (std::getline(std::cin, line)) {
    auto start = std::chrono::steady_clock::now();
    Block one = read(parser, text);
    auto took = std::chrono::steady_clock::now() - start;
    kept += one.transactions.size() + one.receipts.size();
    std::cout << std::chrono::duration_cast<std::chrono::nanoseconds>(took).count() << std::endl;
  }
  return kept == 1 ? 1 : 0;
}
