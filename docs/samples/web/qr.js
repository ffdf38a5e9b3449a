// Draws a text as a QR code on a canvas.
import qrcode from './vendor/qrcode-generator/qrcode.js'

/** In pixels. */
const MODULE = 4
/** In modules: so much white around it the standard wants (ISO/IEC 18004). */
const QUIET_ZONE = 4

export function draw(text, canvas) {
  const code = qrcode(0, 'M') // 0: as large as the text needs; M: readable with 15 % of it damaged
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  canvas.width = canvas.height = (count + 2 * QUIET_ZONE) * MODULE
  const paper = canvas.getContext('2d')
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.fillStyle = '#000'
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) {
        paper.fillRect((column + QUIET_ZONE) * MODULE, (row + QUIET_ZONE) * MODULE, MODULE, MODULE)
      }
    }
  }
}
