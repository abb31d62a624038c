// An order service that shows what a Node.js function can write, and how it arrives.

class PaymentDeclined extends Error {
  name = "PaymentDeclined";
}

export const handler = async (event, context) => {
  const order = event.order ?? "A-1000";

  // Plain text. The runtime adds time, request ID and level, as a prefix or, if the function's log
  // format is JSON, as fields.
  console.log(`Order ${order} received`);

  // Several lines in one call stay together in one record.
  console.log(`Receipt of ${order}\n  1 x teapot   19.90\n  2 x cup      12.00`);

  // An object: with the JSON log format it arrives as an object.
  console.info({ message: "order priced", order, items: 3, total: 43.9 });

  // Directly to stdout, bypassing the runtime: exactly these bytes.
  process.stdout.write(JSON.stringify({ level: "debug", message: "raw line", order }) + "\n");

  // Emoji, CJK, Hangul, a combining accent.
  console.warn("Thank you! 🎉 ありがとう 谢谢 감사합니다 — cafe\u0301 für zwei");

  if (event.fail) {
    charge(order);
  }
  return { order, status: "placed", requestId: context.awsRequestId };
};

function charge(order) {
  throw new PaymentDeclined(`card declined for order ${order}`);
}
