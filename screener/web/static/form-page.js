// The page of a form: its answers become a worksheet when the coordinator asks for one.
const form = document.querySelector('screener-form');
const sheet = document.getElementById('sheet');

if (form.dataset.site) {
  const answer = await fetch(form.dataset.site);
  if (answer.ok) form.site = await answer.json();
  form.setAttribute('protocol', answer.ok ? form.dataset.rules : form.dataset.site); // without its site it would decide otherwise
}
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
