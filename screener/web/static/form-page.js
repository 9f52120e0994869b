// The page of a form: its answers become a worksheet when the coordinator asks for one.
const form = document.querySelector('screener-form');
const sheet = document.getElementById('sheet');

sheet.addEventListener('submit', () => {
  const day = form.verdict?.index_date ?? '';
  const told = { protocol: form.bundle?.protocol.id, candidate: sheet.querySelector('#candidate').value, index_date: day, answers: form.answers };
  sheet.elements.answers.value = JSON.stringify(told);
  sheet.elements.index_date.value = day;
});
document.getElementById('again').addEventListener('click', () => {
  form.restore({});
  sheet.querySelector('#candidate').value = '';
});
