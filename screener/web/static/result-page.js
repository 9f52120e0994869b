// Prints all worksheets, or one.
const sheets = document.querySelectorAll('.one');

function print(chosen) {
  for (const sheet of sheets) sheet.classList.toggle('not-printed', Boolean(chosen) && sheet.id !== chosen);
  window.print();
}
document.getElementById('print-all')?.addEventListener('click', () => print(''));
for (const button of document.querySelectorAll('.print-one')) button.addEventListener('click', () => print(button.dataset.sheet));
window.addEventListener('afterprint', () => sheets.forEach((sheet) => sheet.classList.remove('not-printed')));
