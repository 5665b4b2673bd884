// One page of Helvetica as a PDF 1.4 file, written out by hand: six objects, one content stream, the cross-reference table.
const escape = (text) => text.replace(/[\\()]/g, "\\$&");

/** Columns of Helvetica: figures are 0.556 em wide, the point and the comma 0.278, the slash 0.278, the hyphen 0.333. */
const widthOf = (text, size) =>
  [...text].reduce((sum, c) => sum + (".,/".includes(c) ? 0.278 : c === "-" ? 0.333 : 0.556), 0) * size;

export function pdf(rows) {
  const width = 300, step = 18, pad = 24;
  const height = rows.length * step + 2 * pad;
  const marks = rows.flatMap(([left, right, weight], index) => {
    const y = height - pad - (index + 1) * step + 4;
    if (weight === "rule") return [`${pad} ${y + 5} m ${width - pad} ${y + 5} l S`];
    const size = weight === "title" ? 15 : 10;
    const font = weight === "plain" ? "F1" : "F2";
    const put = (text, x) => `BT /${font} ${size} Tf ${x.toFixed(2)} ${y} Td (${escape(text)}) Tj ET`;
    return [put(left, pad), ...(right ? [put(right, width - pad - widthOf(right, size))] : [])];
  });
  const content = "0.5 w\n" + marks.join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  file += offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}
