"""Who hears whom: the signals between document, services, window and controllers, all in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from app.canvas.canvas import Tool
from app.examples import examples
from app.services.recognition import State, Status

if TYPE_CHECKING:
    from app.program import Program


def connect(program: Program) -> None:
    """Connect all parts of the program, once they are made."""
    _connect_ink(program)
    _connect_reading(program)
    _connect_formula(program)
    _connect_attention(program)
    _connect_files(program)
    _connect_pictures(program)
    _connect_tools(program)
    _connect_help(program)
    _connect_teaching(program)


def _connect_ink(program: Program) -> None:
    canvas = program.window.canvas
    program.document.changed.connect(program.presenter.release)
    program.document.changed.connect(program.window.attention.rest)
    program.document.changed.connect(program.read)
    canvas.pen_went_down.connect(program.recognition.hold)
    canvas.pen_went_down.connect(program.window.attention.rest)
    canvas.pen_went_down.connect(program.copying.wait)
    canvas.pen_went_up.connect(program.recognition.resume)


def _connect_reading(program: Program) -> None:
    program.recognition.answered.connect(program.presenter.show)
    program.recognition.status_changed.connect(lambda status: _learn(program, status))
    # Fixing first: it must know the candidate whose links come next.
    program.presenter.chosen.connect(lambda subject, _, candidate: program.fixing.show(subject, candidate))
    program.presenter.chosen.connect(program.linking.show)
    program.presenter.chosen.connect(lambda subject, _, candidate: program.explaining.show(subject, candidate))
    program.presenter.chosen.connect(program.exhibiting.show)
    program.fixing.foretold.connect(program.presenter.foretell)
    program.fixing.noted.connect(program.keeping.keep_pins)
    program.fixing.changed.connect(lambda: program.read(after_pause=False))


def _learn(program: Program, status: Status) -> None:
    """Once the model is there, ask what it knows."""
    if status.state is State.READY and not program.fixing.is_ready:
        _ask_vocabulary(program)


def _ask_vocabulary(program: Program) -> None:
    program.recognition.ask(lambda recogniser: recogniser.vocabulary.tokens, program.fixing.learn)


def _connect_formula(program: Program) -> None:
    window = program.window
    window.formula.set_copy_menu(program.copying.menu)
    window.formula.copy_wanted.connect(program.copying.copy)
    program.copying.copied.connect(window.formula.thank)
    program.copying.copied.connect(program.status.say_copied)
    program.copying.copied.connect(lambda _: program.keeping.keep_copy(window.formula.latex))
    program.copying.trouble.connect(window.message.say)
    program.presenter.stands.connect(program.keeping.keep_formula)
    program.presenter.settled.connect(lambda latex, _: program.copying.show_latex(latex))
    program.presenter.settled.connect(lambda latex, _: program.computing.show_formula(latex))
    window.compute.copy_wanted.connect(lambda latex: QGuiApplication.clipboard().setText(latex))
    program.computing.trouble.connect(window.message.say)


def _connect_attention(program: Program) -> None:
    attention = program.window.attention
    attention.look_changed.connect(program.window.canvas.wear_heat)
    attention.choices_changed.connect(lambda: attention.remember(program.settings))
    attention.restore(program.settings)
    program.exhibiting.trouble.connect(program.window.message.say)
    program.exhibiting.exported.connect(
        lambda path: program.status.say(QCoreApplication.translate("Program", "Exported {}").format(path.name))
    )


def _connect_files(program: Program) -> None:
    its, window = program.window.actions_, program.window
    program.filing.trouble.connect(window.message.say)
    program.filing.settled.connect(window.message.hide)
    program.filing.named.connect(window.name_document)
    program.filing.named.connect(lambda name, _: program.keeping.keep_title(name))
    window.dropped.connect(program.filing.take)
    program.keeping.trouble.connect(window.message.say)
    program.keeping.said.connect(program.status.say)
    program.keeping.shown.connect(window.canvas.fit)
    program.keeping.opened_latex.connect(program.presenter.hold)
    program.keeping.recalled.connect(program.presenter.recall)
    program.keeping.opened_pins.connect(program.fixing.restore)
    its.new.triggered.connect(program.filing.new)
    its.open.triggered.connect(program.filing.ask_and_open)
    its.save.triggered.connect(program.filing.save)
    its.save_as.triggered.connect(program.filing.save_as)
    its.quit.triggered.connect(window.close)


def _connect_pictures(program: Program) -> None:
    its, picturing = program.window.actions_, program.picturing
    its.screen.triggered.connect(picturing.take_region)
    its.crop.triggered.connect(picturing.crop)
    its.turn_left.triggered.connect(lambda: picturing.turn(-1))
    its.turn_right.triggered.connect(lambda: picturing.turn(1))
    picturing.there.connect(its.show_picture)
    picturing.trouble.connect(program.window.message.say)
    picturing.settled.connect(program.window.message.hide)


def _connect_tools(program: Program) -> None:
    its, canvas = program.window.actions_, program.window.canvas
    its.copy.triggered.connect(program.window.formula.copy)
    its.copy_ink.triggered.connect(lambda: _copy_ink(program))
    its.cut.triggered.connect(lambda: _cut(program))
    its.paste.triggered.connect(lambda: program.filing.take(QGuiApplication.clipboard().mimeData()))
    its.delete.triggered.connect(canvas.delete_selection)
    its.select_all.triggered.connect(canvas.select_all)
    its.clear.triggered.connect(program.document.clear)
    for tool, action in {Tool.PEN: its.pen, Tool.ERASER: its.eraser, Tool.SELECT: its.select}.items():
        action.triggered.connect(lambda _, tool=tool: canvas.set_tool(tool))
    canvas.tool_changed.connect(lambda tool: _show_tool(program, tool))
    canvas.selection_changed.connect(its.show_selection)
    its.fit.triggered.connect(canvas.fit)
    its.zoom_in.triggered.connect(canvas.zoom_in)
    its.zoom_out.triggered.connect(canvas.zoom_out)


def _connect_help(program: Program) -> None:
    its, window, helping = program.window.actions_, program.window, program.helping
    its.keys.triggered.connect(helping.show_keys)
    its.log.triggered.connect(helping.open_log)
    its.details.triggered.connect(helping.copy_details)
    its.about.triggered.connect(helping.show_about)
    helping.trouble.connect(window.message.say)
    helping.said.connect(program.status.say)
    program.arranging.said.connect(program.status.say)
    for example in examples():
        action = window.examples.addAction(example.name)
        action.triggered.connect(lambda _, path=example.path: program.filing.open(path))
    window.welcome.example_wanted.connect(lambda: program.filing.open(examples()[0].path))
    program.presenter.settled.connect(lambda latex, _: window.welcome.finish() if latex else None)


def _copy_ink(program: Program) -> None:
    """Copy the selection or, without one, the formula: one key for what there is to copy."""
    data = program.window.canvas.copy_selection()
    if data is None:
        program.window.formula.copy()
    else:
        QGuiApplication.clipboard().setMimeData(data)


def _cut(program: Program) -> None:
    data = program.window.canvas.copy_selection()
    if data is not None:
        QGuiApplication.clipboard().setMimeData(data)
        program.window.canvas.delete_selection()


def _show_tool(program: Program, tool: Tool) -> None:
    its = program.window.actions_
    {Tool.PEN: its.pen, Tool.ERASER: its.eraser, Tool.SELECT: its.select}[tool].setChecked(True)


def _connect_teaching(program: Program) -> None:
    its, window, teaching = program.window.actions_, program.window, program.teaching
    program.presenter.chosen.connect(teaching.show)
    program.presenter.settled.connect(teaching.settle)
    program.copying.copied.connect(lambda _: teaching.keep())
    window.canvas.pen_went_down.connect(teaching.wait)
    for teacher in (teaching, program.sampling, program.modelling, program.training, program.learning):
        teacher.said.connect(program.status.say)
    for part in (program.lessons, program.modelling, program.training, program.learning):
        part.trouble.connect(window.message.say)
    its.samples.triggered.connect(program.sampling.show_samples)
    its.collect.triggered.connect(program.sampling.collect)
    its.models.triggered.connect(program.modelling.show)
    its.learn.triggered.connect(program.learning.show)
    its.train.triggered.connect(program.training.show)
    program.themes.changed.connect(program.training.wear)
    program.modelling.trouble.connect(program.learning.fail_to_adopt)
    window.may_close = program.training.may_close
    program.modelling.swapped.connect(lambda _: _read_anew(program))


def _read_anew(program: Program) -> None:
    """Another model reads, which may know other symbols."""
    _ask_vocabulary(program)
    program.read(after_pause=False)
