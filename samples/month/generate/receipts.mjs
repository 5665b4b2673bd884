// Draws every receipt that ../expenses.json names into ../receipts: npm install && npm run draw.
// The drawn files are committed; nobody needs this to run the sample.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createCanvas } from "@napi-rs/canvas";
import { pdf } from "./pdf.mjs";

const here = (path) => new URL(path, import.meta.url);
const month = JSON.parse(readFileSync(here("../expenses.json"), "utf8"));

const titles = { Payment: "RECEIPT", Refund: "REFUND", Chargeback: "CREDIT NOTE", Reward: "CREDIT NOTE" };
const money = (value) => value.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

/** The receipt as rows of [left, right, weight]; all three file types draw the same rows. */
function rowsOf(expense) {
  const net = expense.lines.reduce((sum, line) => sum + line.netAmount, 0);
  const tax = expense.lines.reduce((sum, line) => sum + line.taxAmount, 0);
  return [
    [expense.merchantName, "", "title"],
    [titles[expense.type], "", "bold"],
    ["Date", expense.issueDate.slice(0, 10), "plain"],
    ["Number", expense.reference.slice(-3) + "/" + expense.id.slice(0, 8), "plain"],
    ["", "", "rule"],
    ...expense.lines.map((line) => [line.item, money(line.netAmount), "plain"]),
    ["", "", "rule"],
    ["Net", money(net), "plain"],
    ["Tax", money(tax), "plain"],
    [`TOTAL ${expense.currency}`, money(net + tax), "bold"],
    ["Paid by card ending", "2209", "plain"],
    ["Sold to Harbour & Pine Ltd", "", "plain"],
  ];
}

function picture(rows, type) {
  const width = 420, step = 26, pad = 22;
  const canvas = createCanvas(width, rows.length * step + 2 * pad + 12);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000000";
  rows.forEach(([left, right, weight], index) => {
    const y = pad + (index + 1) * step;
    if (weight === "rule") {
      pen.fillRect(pad, y - step / 3, width - 2 * pad, 1);
      return;
    }
    const size = weight === "title" ? 22 : 16;
    pen.font = `${weight === "plain" ? "" : "bold "}${size}px "DejaVu Sans", sans-serif`;
    pen.textAlign = "left";
    pen.fillText(left, pad, y, width - 2 * pad - (right ? 90 : 0));
    pen.textAlign = "right";
    pen.fillText(right, width - pad, y);
  });
  return type === "png" ? canvas.encodeSync("png") : canvas.encodeSync("jpeg", 72);
}

mkdirSync(here("../receipts"), { recursive: true });
let count = 0;
for (const expense of month.expenses) {
  for (const name of expense.receipts) {
    const type = name.split(".").pop();
    const rows = rowsOf(expense);
    writeFileSync(here(`../receipts/${name}`), type === "pdf" ? pdf(rows) : picture(rows, type));
    count += 1;
  }
}
console.log(`${count} receipts drawn`);
