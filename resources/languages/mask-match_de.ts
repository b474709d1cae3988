<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Mask &amp; Match</source>
        <translation>Über Mask &amp; Match</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
    <message>
        <source>LaTeX tokens it knows</source>
        <translation>Bekannte LaTeX-Token</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>MIT; the model for research and personal use (CC BY-NC-SA 3.0)</source>
        <translation>MIT; das Modell für Forschung und privaten Gebrauch (CC BY-NC-SA 3.0)</translation>
    </message>
    <message>
        <source>MIT; this model under the terms of the data it was trained on and of the model it began from</source>
        <translation>MIT; dieses Modell zu den Bedingungen der Daten, mit denen es trainiert wurde, und des Modells, von dem es ausging</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Probabilities calibrated</source>
        <translation>Wahrscheinlichkeiten kalibriert</translation>
    </message>
    <message>
        <source>Reads handwritten mathematics and writes it as LaTeX.</source>
        <translation>Liest handschriftliche Mathematik und schreibt sie als LaTeX.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Works offline and sends nothing: what you write stays on this computer.</source>
        <translation>Arbeitet ohne Netz und sendet nichts: Geschriebenes bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes, on ink it was not trained on</source>
        <translation>ja, an Tinte, die nicht zum Training gehörte</translation>
    </message>
    <message>
        <source>{} cannot be read.</source>
        <translation>{} kann nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;About Mask &amp;&amp; Match</source>
        <translation>&amp;Über Mask &amp;&amp; Match</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>&amp;Compute</source>
        <translation>&amp;Rechnen</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>Lös&amp;chen</translation>
    </message>
    <message>
        <source>&amp;Eraser</source>
        <translation>Ra&amp;dierer</translation>
    </message>
    <message>
        <source>&amp;Fit to canvas</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>Verlau&amp;f</translation>
    </message>
    <message>
        <source>&amp;Keys and gestures</source>
        <translation>&amp;Tasten und Gesten</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle…</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Paste picture or ink</source>
        <translation>Bild oder Tinte &amp;einfügen</translation>
    </message>
    <message>
        <source>&amp;Pen</source>
        <translation>S&amp;tift</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Reading</source>
        <translation>&amp;Lesarten</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Select</source>
        <translation>A&amp;uswahl</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>&amp;Show it my hand…</source>
        <translation>Meine &amp;Handschrift zeigen…</translation>
    </message>
    <message>
        <source>&amp;Side panel</source>
        <translation>&amp;Seitenleiste</translation>
    </message>
    <message>
        <source>&amp;Take from the screen…</source>
        <translation>Vom Bil&amp;dschirm nehmen…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>All keys, and what the hand does on the canvas</source>
        <translation>Alle Tasten und was die Hand auf der Zeichenfläche tut</translation>
    </message>
    <message>
        <source>As the s&amp;ystem</source>
        <translation>Wie das S&amp;ystem</translation>
    </message>
    <message>
        <source>Black and white with strong lines</source>
        <translation>Schwarz und weiß mit kräftigen Linien</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>K&amp;opieren</translation>
    </message>
    <message>
        <source>C&amp;rop picture</source>
        <translation>Bild &amp;zuschneiden</translation>
    </message>
    <message>
        <source>Change theme, language and how copying works</source>
        <translation>Farben, Sprache und das Kopieren einstellen</translation>
    </message>
    <message>
        <source>Clear the canvas</source>
        <translation>Zeichenfläche leeren</translation>
    </message>
    <message>
        <source>Compare, choose, import and delete models</source>
        <translation>Modelle vergleichen, wählen, importieren und löschen</translation>
    </message>
    <message>
        <source>Compute with the formula</source>
        <translation>Mit der Formel rechnen</translation>
    </message>
    <message>
        <source>Copy &amp;details</source>
        <translation>Einzelheiten &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy the selected ink or, where nothing is selected, the LaTeX</source>
        <translation>Ausgewählte Tinte kopieren oder, wenn nichts ausgewählt ist, LaTeX</translation>
    </message>
    <message>
        <source>Copy versions and the end of the log, for a report</source>
        <translation>Versionen und das Ende des Protokolls für einen Bericht kopieren</translation>
    </message>
    <message>
        <source>Crop the picture</source>
        <translation>Das Bild zuschneiden</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>Cut what is selected</source>
        <translation>Das Ausgewählte ausschneiden</translation>
    </message>
    <message>
        <source>Delete what is selected</source>
        <translation>Das Ausgewählte löschen</translation>
    </message>
    <message>
        <source>Have a model learn your hand, and judge it</source>
        <translation>Ein Modell Ihre Handschrift lernen lassen und es beurteilen</translation>
    </message>
    <message>
        <source>Samples of my &amp;hand…</source>
        <translation>&amp;Proben meiner Handschrift…</translation>
    </message>
    <message>
        <source>Dark ink on light paper</source>
        <translation>Dunkle Tinte auf hellem Papier</translation>
    </message>
    <message>
        <source>&amp;Learn from my corrections…</source>
        <translation>Aus meinen &amp;Korrekturen lernen…</translation>
    </message>
    <message>
        <source>&amp;Redo {}</source>
        <translation>{} &amp;wiederholen</translation>
    </message>
    <message>
        <source>&amp;Train a model…</source>
        <translation>Ein Modell &amp;trainieren…</translation>
    </message>
    <message>
        <source>&amp;Undo {}</source>
        <translation>{} &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>Cop&amp;y formula</source>
        <translation>Formel &amp;kopieren</translation>
    </message>
    <message>
        <source>Cop&amp;y {}</source>
        <translation>{} &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy the formula</source>
        <translation>Die Formel kopieren</translation>
    </message>
    <message>
        <source>Copy the formula as {}</source>
        <translation>Die Formel als {} kopieren</translation>
    </message>
    <message>
        <source>Eraser: rub out whole strokes (so does the right button)</source>
        <translation>Radierer: ganze Striche entfernen (ebenso die rechte Taste)</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>Hoher Kon&amp;trast</translation>
    </message>
    <message>
        <source>Light ink on dark paper</source>
        <translation>Helle Tinte auf dunklem Papier</translation>
    </message>
    <message>
        <source>Light or dark, as the system is</source>
        <translation>Hell oder dunkel, wie das System</translation>
    </message>
    <message>
        <source>Look through, export or delete what is kept of your hand</source>
        <translation>Durchsehen, exportieren oder löschen, was von Ihrer Handschrift behalten wird</translation>
    </message>
    <message>
        <source>Open &amp;log</source>
        <translation>&amp;Protokoll öffnen</translation>
    </message>
    <message>
        <source>Open ink or a picture</source>
        <translation>Tinte oder ein Bild öffnen</translation>
    </message>
    <message>
        <source>Open the log of what went wrong</source>
        <translation>Das Protokoll der Fehler öffnen</translation>
    </message>
    <message>
        <source>Paste a picture or ink</source>
        <translation>Bild oder Tinte einfügen</translation>
    </message>
    <message>
        <source>Pen: write</source>
        <translation>Stift: schreiben</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Save the ink as InkML</source>
        <translation>Tinte als InkML speichern</translation>
    </message>
    <message>
        <source>Save the ink under another name</source>
        <translation>Tinte unter anderem Namen speichern</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Alles auswä&amp;hlen</translation>
    </message>
    <message>
        <source>Select all ink</source>
        <translation>Alle Tinte auswählen</translation>
    </message>
    <message>
        <source>Select: draw around ink to move it, tap a symbol to fix it</source>
        <translation>Auswahl: Tinte umfahren, um sie zu bewegen; ein Symbol antippen, um es zu berichtigen</translation>
    </message>
    <message>
        <source>Show earlier formulas</source>
        <translation>Frühere Formeln zeigen</translation>
    </message>
    <message>
        <source>Show everything that is on the canvas</source>
        <translation>Alles auf der Zeichenfläche zeigen</translation>
    </message>
    <message>
        <source>Show it larger</source>
        <translation>Größer zeigen</translation>
    </message>
    <message>
        <source>Show it smaller</source>
        <translation>Kleiner zeigen</translation>
    </message>
    <message>
        <source>Show or hide the side panel</source>
        <translation>Seitenleiste zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Show the readings and the attention</source>
        <translation>Lesarten und Aufmerksamkeit zeigen</translation>
    </message>
    <message>
        <source>Start on an empty canvas</source>
        <translation>Mit leerer Zeichenfläche beginnen</translation>
    </message>
    <message>
        <source>Take a picture of a part of the screen</source>
        <translation>Ein Bild von einem Teil des Bildschirms aufnehmen</translation>
    </message>
    <message>
        <source>The system&apos;s language, where it is spoken here</source>
        <translation>Die Sprache des Systems, wenn es sie hier gibt</translation>
    </message>
    <message>
        <source>Train a model on a dataset, and follow how it goes</source>
        <translation>Ein Modell mit einem Datensatz trainieren und verfolgen, wie es vorankommt</translation>
    </message>
    <message>
        <source>Turn picture le&amp;ft</source>
        <translation>Bild nach li&amp;nks drehen</translation>
    </message>
    <message>
        <source>Turn picture ri&amp;ght</source>
        <translation>Bild nach recht&amp;s drehen</translation>
    </message>
    <message>
        <source>Turn the picture to the left</source>
        <translation>Das Bild nach links drehen</translation>
    </message>
    <message>
        <source>Turn the picture to the right</source>
        <translation>Das Bild nach rechts drehen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Version, licence and model</source>
        <translation>Version, Lizenz und Modell</translation>
    </message>
    <message>
        <source>Write symbols and formulas that the program asks for</source>
        <translation>Symbole und Formeln schreiben, um die das Programm bittet</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
</context>
<context>
    <name>AlternativesMenu</name>
    <message>
        <source>Alternatives, likeliest first</source>
        <translation>Alternativen, die wahrscheinlichste zuerst</translation>
    </message>
    <message>
        <source>Another symbol in LaTeX</source>
        <translation>Ein anderes Symbol in LaTeX</translation>
    </message>
    <message>
        <source>Any one symbol in LaTeX, such as \alpha; Return takes it</source>
        <translation>Ein beliebiges Symbol in LaTeX, etwa \alpha; die Eingabetaste übernimmt es</translation>
    </message>
    <message>
        <source>Click one, or press its number</source>
        <translation>Eine anklicken oder ihre Nummer drücken</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Looking for what else it may be…</source>
        <translation>Es wird gesucht, was es sonst sein könnte…</translation>
    </message>
    <message>
        <source>Nothing else is likely here. You can type it below.</source>
        <translation>Nichts anderes ist hier wahrscheinlich. Es lässt sich unten eintippen.</translation>
    </message>
    <message>
        <source>Read as {}</source>
        <translation>Gelesen als {}</translation>
    </message>
    <message>
        <source>Take your choice back and read this symbol anew</source>
        <translation>Die Wahl zurücknehmen und dieses Symbol neu lesen</translation>
    </message>
    <message>
        <source>The model does not know {}. Write a symbol that it knows.</source>
        <translation>Das Modell kennt {} nicht. Bitte ein Symbol eingeben, das es kennt.</translation>
    </message>
    <message>
        <source>Type another…</source>
        <translation>Anderes eintippen…</translation>
    </message>
    <message>
        <source>What else this may be</source>
        <translation>Was dies sonst sein könnte</translation>
    </message>
    <message>
        <source>Write one symbol only, such as 7, x or \alpha.</source>
        <translation>Bitte nur ein Symbol eingeben, etwa 7, x oder \alpha.</translation>
    </message>
    <message>
        <source>Write one symbol, such as 7, x or \alpha.</source>
        <translation>Bitte ein Symbol eingeben, etwa 7, x oder \alpha.</translation>
    </message>
    <message>
        <source>You chose {}</source>
        <translation>Gewählt: {}</translation>
    </message>
</context>
<context>
    <name>Arranging</name>
    <message>
        <source>The language changes at the next start</source>
        <translation>Die Sprache wechselt beim nächsten Start</translation>
    </message>
</context>
<context>
    <name>Asked</name>
    <message>
        <source>To be written</source>
        <translation>Zu schreiben</translation>
    </message>
</context>
<context>
    <name>AttentionPage</name>
    <message>
        <source>Focus map</source>
        <translation>Fokuskarte</translation>
    </message>
    <message>
        <source>There are no tokens to animate: write something first.</source>
        <translation>Es gibt keine Token zu animieren: Bitte zuerst etwas schreiben.</translation>
    </message>
    <message>
        <source>Token {} of {}</source>
        <translation>Token {} von {}</translation>
    </message>
    <message>
        <source>little</source>
        <translation>wenig</translation>
    </message>
    <message>
        <source>much</source>
        <translation>viel</translation>
    </message>
    <message>
        <source>{} cannot be written: {}. Choose another place.</source>
        <translation>{} kann nicht geschrieben werden: {}. Bitte einen anderen Ort wählen.</translation>
    </message>
</context>
<context>
    <name>AttentionPanel</name>
    <message>
        <source>&amp;Animation of all tokens (GIF)…</source>
        <translation>&amp;Animation aller Token (GIF)…</translation>
    </message>
    <message>
        <source>&amp;Drawing of this token (SVG)…</source>
        <translation>&amp;Zeichnung dieses Tokens (SVG)…</translation>
    </message>
    <message>
        <source>&amp;Maps as numbers (NumPy)…</source>
        <translation>&amp;Karten als Zahlen (NumPy)…</translation>
    </message>
    <message>
        <source>&amp;Picture of this token (PNG)…</source>
        <translation>&amp;Bild dieses Tokens (PNG)…</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Export what the model looked at</source>
        <translation>Exportieren, worauf das Modell geachtet hat</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Focus map</source>
        <translation>Fokuskarte</translation>
    </message>
    <message>
        <source>Focus map: what the model finds worth attention at all</source>
        <translation>Fokuskarte: was das Modell überhaupt beachtenswert findet</translation>
    </message>
    <message>
        <source>Nothing has been read yet.</source>
        <translation>Noch wurde nichts gelesen.</translation>
    </message>
    <message>
        <source>Once something is read, its tokens stand here, and pointing at one shows where the model looked.</source>
        <translation>Sobald etwas gelesen ist, stehen hier seine Token; wer auf eines zeigt, sieht, wohin das Modell geschaut hat.</translation>
    </message>
    <message>
        <source>Point at a token; click to keep its map.</source>
        <translation>Auf ein Token zeigen; ein Klick hält seine Karte fest.</translation>
    </message>
</context>
<context>
    <name>CandidatesPanel</name>
    <message>
        <source>Readings</source>
        <translation>Lesarten</translation>
    </message>
    <message>
        <source>Readings, likeliest first</source>
        <translation>Lesarten, die wahrscheinlichste zuerst</translation>
    </message>
    <message>
        <source>What was written may be read in several ways; the likeliest five appear here.</source>
        <translation>Geschriebenes lässt sich oft auf mehrere Arten lesen; die fünf wahrscheinlichsten erscheinen hier.</translation>
    </message>
    <message>
        <source>{}, {}</source>
        <translation>{}, {}</translation>
    </message>
</context>
<context>
    <name>ChoiceList</name>
    <message>
        <source>{}, {}</source>
        <translation>{}, {}</translation>
    </message>
</context>
<context>
    <name>Collector</name>
    <message>
        <source>&amp;Done</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Skip</source>
        <translation>Über&amp;springen</translation>
    </message>
    <message>
        <source>&amp;Write again</source>
        <translation>&amp;Neu schreiben</translation>
    </message>
    <message>
        <source>Clear the canvas and write it anew</source>
        <translation>Die Zeichenfläche leeren und es neu schreiben</translation>
    </message>
    <message>
        <source>Go &amp;on</source>
        <translation>&amp;Weitermachen</translation>
    </message>
    <message>
        <source>How far you are</source>
        <translation>Wie weit Sie sind</translation>
    </message>
    <message>
        <source>How many of those asked for are through</source>
        <translation>Wie viele von denen, um die gebeten wird, erledigt sind</translation>
    </message>
    <message>
        <source>Keep what is written and end; go on whenever you like</source>
        <translation>Geschriebenes behalten und beenden; es kann jederzeit weitergehen</translation>
    </message>
    <message>
        <source>Keep what is written and go on (Return)</source>
        <translation>Geschriebenes behalten und weiter (Eingabetaste)</translation>
    </message>
    <message>
        <source>Leave this one out</source>
        <translation>Dies auslassen</translation>
    </message>
    <message>
        <source>Please write</source>
        <translation>Bitte schreiben</translation>
    </message>
    <message>
        <source>Show it your hand</source>
        <translation>Ihre Handschrift zeigen</translation>
    </message>
    <message>
        <source>That is all for now. Kept: {}. Go on, or come back whenever you like.</source>
        <translation>Das ist vorerst alles. Behalten: {}. Machen Sie weiter oder kommen Sie wieder, wann Sie wollen.</translation>
    </message>
    <message>
        <source>These were mixed up before. Write them side by side, each as you always do.</source>
        <translation>Diese wurden schon verwechselt. Schreiben Sie sie nebeneinander, jedes so wie immer.</translation>
    </message>
    <message>
        <source>Write these symbols side by side, each as you always do.</source>
        <translation>Schreiben Sie diese Symbole nebeneinander, jedes so wie immer.</translation>
    </message>
    <message>
        <source>Write this formula as you always do.</source>
        <translation>Schreiben Sie diese Formel so wie immer.</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} von {}</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>The models could not be compared: {}</source>
        <translation>Die Modelle konnten nicht verglichen werden: {}</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>&amp;Compare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>A folder of my own…</source>
        <translation>Ein eigener Ordner…</translation>
    </message>
    <message>
        <source>Both read the same formulas; where they differ, you see it here.</source>
        <translation>Beide lesen dieselben Formeln; wo sie sich unterscheiden, sehen Sie es hier.</translation>
    </message>
    <message>
        <source>Bundled samples</source>
        <translation>Mitgelieferte Beispiele</translation>
    </message>
    <message>
        <source>Compare two models</source>
        <translation>Zwei Modelle vergleichen</translation>
    </message>
    <message>
        <source>First model</source>
        <translation>Erstes Modell</translation>
    </message>
    <message>
        <source>Formulas to read</source>
        <translation>Zu lesende Formeln</translation>
    </message>
    <message>
        <source>Have both models read, or stop it</source>
        <translation>Beide Modelle lesen lassen oder es anhalten</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Tinte</translation>
    </message>
    <message>
        <source>InkML files or pictures that both models read</source>
        <translation>InkML-Dateien oder Bilder, die beide Modelle lesen</translation>
    </message>
    <message>
        <source>Nothing was read here</source>
        <translation>Hier wurde nichts gelesen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Liest…</translation>
    </message>
    <message>
        <source>Second model</source>
        <translation>Zweites Modell</translation>
    </message>
    <message>
        <source>The model on the left</source>
        <translation>Das Modell links</translation>
    </message>
    <message>
        <source>The model on the right</source>
        <translation>Das Modell rechts</translation>
    </message>
    <message>
        <source>They differ in {} of {} formulas.</source>
        <translation>Sie unterscheiden sich bei {} von {} Formeln.</translation>
    </message>
    <message>
        <source>What is written, and what each of the two models reads in it</source>
        <translation>Was geschrieben steht, und was jedes der beiden Modelle darin liest</translation>
    </message>
    <message>
        <source>What the two models read</source>
        <translation>Was die beiden Modelle lesen</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>anders</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>with</source>
        <translation>mit</translation>
    </message>
</context>
<context>
    <name>Completion</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>Compute</name>
    <message>
        <source>A fraction behind a number may be added or multiplied: write + or · between them.</source>
        <translation>Ein Bruch hinter einer Zahl kann addiert oder multipliziert sein: Bitte + oder · dazwischen schreiben.</translation>
    </message>
    <message>
        <source>A matrix cannot stand here.</source>
        <translation>Hier kann keine Matrix stehen.</translation>
    </message>
    <message>
        <source>A script stands on nothing.</source>
        <translation>Ein Index oder Exponent steht an nichts.</translation>
    </message>
    <message>
        <source>Bars around {} may be an absolute value, a determinant or a size.</source>
        <translation>Striche um {} können Betrag, Determinante oder Mächtigkeit bedeuten.</translation>
    </message>
    <message>
        <source>Computing could not be started: {}. Reading and copying work without it.</source>
        <translation>Das Rechnen konnte nicht gestartet werden: {}. Lesen und Kopieren gehen auch ohne.</translation>
    </message>
    <message>
        <source>Dots leave open what is meant: write all terms, or a sum.</source>
        <translation>Punkte lassen offen, was gemeint ist: Bitte alle Glieder schreiben oder eine Summe.</translation>
    </message>
    <message>
        <source>Each case needs a value and a condition, as in x &gt; 0.</source>
        <translation>Jeder Fall braucht einen Wert und eine Bedingung wie x &gt; 0.</translation>
    </message>
    <message>
        <source>Every value solves it.</source>
        <translation>Jeder Wert ist eine Lösung.</translation>
    </message>
    <message>
        <source>It is not clear where the part below / ends: write a fraction or brackets.</source>
        <translation>Es ist unklar, wo der Teil unter dem / endet: Bitte einen Bruch oder Klammern schreiben.</translation>
    </message>
    <message>
        <source>It is not clear where what {} is taken of ends: put it into brackets.</source>
        <translation>Es ist unklar, wo das Argument von {} endet: Bitte in Klammern setzen.</translation>
    </message>
    <message>
        <source>It is not clear whether the exponent belongs to {} or to what is in the brackets.</source>
        <translation>Es ist unklar, ob der Exponent zu {} oder zum Inhalt der Klammern gehört.</translation>
    </message>
    <message>
        <source>It is not clear which of the bars | belong together: use brackets.</source>
        <translation>Es ist unklar, welche der Striche | zusammengehören: Bitte Klammern verwenden.</translation>
    </message>
    <message>
        <source>It was not read back the same, so it may have been misunderstood.</source>
        <translation>Beim Zurücklesen kam etwas anderes heraus, es wurde also vielleicht missverstanden.</translation>
    </message>
    <message>
        <source>No way is known to do this.</source>
        <translation>Dafür ist kein Weg bekannt.</translation>
    </message>
    <message>
        <source>Only some of these are equations: write equations alone, one a line.</source>
        <translation>Nur einige davon sind Gleichungen: Bitte nur Gleichungen schreiben, eine je Zeile.</translation>
    </message>
    <message>
        <source>Several things are listed with commas: write one of them.</source>
        <translation>Mehreres ist mit Kommas aufgezählt: Bitte nur eines davon schreiben.</translation>
    </message>
    <message>
        <source>Something is missing before {}.</source>
        <translation>Vor {} fehlt etwas.</translation>
    </message>
    <message>
        <source>Something is missing behind {}.</source>
        <translation>Hinter {} fehlt etwas.</translation>
    </message>
    <message>
        <source>Something stands directly behind {}: write it before, or put + or ·.</source>
        <translation>Etwas steht direkt hinter {}: Bitte davor schreiben oder + oder · setzen.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>The = at the end asks for the value</source>
        <translation>Das = am Ende fragt nach dem Wert</translation>
    </message>
    <message>
        <source>The LaTeX is not complete: {}.</source>
        <translation>Das LaTeX ist unvollständig: {}.</translation>
    </message>
    <message>
        <source>The brackets in the exponent of {} may say something else than a power.</source>
        <translation>Die Klammern im Exponenten von {} bedeuten vielleicht keine Potenz.</translation>
    </message>
    <message>
        <source>The computation ended unexpectedly. Try again, or try something smaller.</source>
        <translation>Die Rechnung endete unerwartet. Bitte noch einmal versuchen oder etwas Kleineres.</translation>
    </message>
    <message>
        <source>The exact result has {} characters, too many to show.</source>
        <translation>Das genaue Ergebnis hat {} Zeichen, zu viele zum Anzeigen.</translation>
    </message>
    <message>
        <source>The exponent of {} is not understood: put it behind brackets.</source>
        <translation>Der Exponent von {} wird nicht verstanden: Bitte hinter Klammern setzen.</translation>
    </message>
    <message>
        <source>The index of {} stands for a number that is not known here.</source>
        <translation>Der Index von {} steht für eine Zahl, die hier nicht bekannt ist.</translation>
    </message>
    <message>
        <source>The integral does not say over what: write dx at its end.</source>
        <translation>Das Integral sagt nicht, worüber: Bitte am Ende dx schreiben.</translation>
    </message>
    <message>
        <source>The last line holds in all other cases</source>
        <translation>Die letzte Zeile gilt in allen anderen Fällen</translation>
    </message>
    <message>
        <source>The letters {} look like a word, not like a product.</source>
        <translation>Die Buchstaben {} sehen nach einem Wort aus, nicht nach einem Produkt.</translation>
    </message>
    <message>
        <source>The limit needs a variable and where it goes, as in x → 0.</source>
        <translation>Der Grenzwert braucht eine Variable und ihr Ziel wie x → 0.</translation>
    </message>
    <message>
        <source>The mark {} over or under a symbol is not understood.</source>
        <translation>Das Zeichen {} über oder unter einem Symbol wird nicht verstanden.</translation>
    </message>
    <message>
        <source>The matrices do not fit each other.</source>
        <translation>Die Matrizen passen nicht zueinander.</translation>
    </message>
    <message>
        <source>The number {} stands behind a factor: write · for a product.</source>
        <translation>Die Zahl {} steht hinter einem Faktor: Bitte · für ein Produkt schreiben.</translation>
    </message>
    <message>
        <source>The sign {} is not understood here.</source>
        <translation>Das Zeichen {} wird hier nicht verstanden.</translation>
    </message>
    <message>
        <source>The subscript of {} is not understood.</source>
        <translation>Der Index von {} wird nicht verstanden.</translation>
    </message>
    <message>
        <source>There are several relations in a row: write one of them, or one a line.</source>
        <translation>Mehrere Relationen stehen hintereinander: Bitte nur eine schreiben oder eine je Zeile.</translation>
    </message>
    <message>
        <source>There is no inverse: the determinant is zero.</source>
        <translation>Es gibt keine Inverse: Die Determinante ist null.</translation>
    </message>
    <message>
        <source>There is no solution.</source>
        <translation>Es gibt keine Lösung.</translation>
    </message>
    <message>
        <source>There is no value that could be computed.</source>
        <translation>Es gibt keinen Wert, der sich berechnen ließe.</translation>
    </message>
    <message>
        <source>There is nothing to compute with yet.</source>
        <translation>Noch gibt es nichts, womit sich rechnen ließe.</translation>
    </message>
    <message>
        <source>This arrangement in rows and columns is not understood.</source>
        <translation>Diese Anordnung in Zeilen und Spalten wird nicht verstanden.</translation>
    </message>
    <message>
        <source>This cannot be drawn.</source>
        <translation>Dies lässt sich nicht zeichnen.</translation>
    </message>
    <message>
        <source>This derivative is of something that is not written out.</source>
        <translation>Hier wird etwas abgeleitet, das nicht ausgeschrieben ist.</translation>
    </message>
    <message>
        <source>This does not hold.</source>
        <translation>Das stimmt nicht.</translation>
    </message>
    <message>
        <source>This failed: {}.</source>
        <translation>Das ist fehlgeschlagen: {}.</translation>
    </message>
    <message>
        <source>This holds.</source>
        <translation>Das stimmt.</translation>
    </message>
    <message>
        <source>This is nested too deeply.</source>
        <translation>Dies ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>This is not understood as something to compute with.</source>
        <translation>Dies wird nicht als etwas verstanden, womit sich rechnen lässt.</translation>
    </message>
    <message>
        <source>This needs as many rows as columns.</source>
        <translation>Dafür braucht es gleich viele Zeilen und Spalten.</translation>
    </message>
    <message>
        <source>This needs more memory than it may have.</source>
        <translation>Dies braucht mehr Speicher, als erlaubt ist.</translation>
    </message>
    <message>
        <source>This took longer than {} seconds and was stopped.</source>
        <translation>Dies dauerte länger als {} Sekunden und wurde angehalten.</translation>
    </message>
    <message>
        <source>Two signs ! in a row are not understood.</source>
        <translation>Zwei Zeichen ! hintereinander werden nicht verstanden.</translation>
    </message>
    <message>
        <source>angles without ° are in radians</source>
        <translation>Winkel ohne ° sind im Bogenmaß</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>genau</translation>
    </message>
    <message>
        <source>log without a base is the natural logarithm</source>
        <translation>log ohne Basis ist der natürliche Logarithmus</translation>
    </message>
    <message>
        <source>plus any constant</source>
        <translation>plus eine beliebige Konstante</translation>
    </message>
    <message>
        <source>to {} digits</source>
        <translation>auf {} Stellen</translation>
    </message>
    <message>
        <source>with +</source>
        <translation>mit +</translation>
    </message>
    <message>
        <source>with −</source>
        <translation>mit −</translation>
    </message>
    <message>
        <source>{0} before a bracket may be a function or a factor: write {0} · (…) for the product.</source>
        <translation>{0} vor einer Klammer kann eine Funktion oder ein Faktor sein: Bitte {0} · (…) für das Produkt schreiben.</translation>
    </message>
    <message>
        <source>{} before a bracket is a factor</source>
        <translation>{} vor einer Klammer ist ein Faktor</translation>
    </message>
    <message>
        <source>{} closes what was not opened.</source>
        <translation>{} schließt, was nicht geöffnet wurde.</translation>
    </message>
    <message>
        <source>{} is Euler&apos;s number</source>
        <translation>{} ist die eulersche Zahl</translation>
    </message>
    <message>
        <source>{} is a variable</source>
        <translation>{} ist eine Variable</translation>
    </message>
    <message>
        <source>{} is a variable of its own, not a derivative</source>
        <translation>{} ist eine eigene Variable, keine Ableitung</translation>
    </message>
    <message>
        <source>{} is not the name of a variable.</source>
        <translation>{} ist kein Name einer Variablen.</translation>
    </message>
    <message>
        <source>{} is opened but not closed.</source>
        <translation>{} wird geöffnet, aber nicht geschlossen.</translation>
    </message>
    <message>
        <source>{} is taken of the whole product behind it</source>
        <translation>{} gilt für das ganze Produkt dahinter</translation>
    </message>
    <message>
        <source>{} is the derivative of a function that is not written out.</source>
        <translation>{} ist die Ableitung einer Funktion, die nicht ausgeschrieben ist.</translation>
    </message>
    <message>
        <source>{} is the imaginary unit</source>
        <translation>{} ist die imaginäre Einheit</translation>
    </message>
    <message>
        <source>{} is the number 3.14159…</source>
        <translation>{} ist die Zahl 3,14159…</translation>
    </message>
    <message>
        <source>{} is what the right side says</source>
        <translation>{} ist, was die rechte Seite sagt</translation>
    </message>
    <message>
        <source>{} may be a transpose or a power.</source>
        <translation>{} kann eine Transponierte oder eine Potenz sein.</translation>
    </message>
    <message>
        <source>{} may be one difference or a product: write · for the product.</source>
        <translation>{} kann eine Differenz oder ein Produkt sein: Bitte · für das Produkt schreiben.</translation>
    </message>
    <message>
        <source>{} needs both of its bounds, or none.</source>
        <translation>{} braucht beide Grenzen oder keine.</translation>
    </message>
    <message>
        <source>{} needs where it begins, as in i = 1, and where it ends.</source>
        <translation>{} braucht einen Anfang wie i = 1 und ein Ende.</translation>
    </message>
    <message>
        <source>{} reaches up to the next + or −</source>
        <translation>{} reicht bis zum nächsten + oder −</translation>
    </message>
    <message>
        <source>{} stands on both sides of something: the order seems to matter here.</source>
        <translation>{} steht auf beiden Seiten von etwas: Die Reihenfolge scheint hier wichtig zu sein.</translation>
    </message>
    <message>
        <source>{} stands outside an integral.</source>
        <translation>{} steht außerhalb eines Integrals.</translation>
    </message>
    <message>
        <source>{} times</source>
        <translation>{}-fach</translation>
    </message>
    <message>
        <source>{} to the power −1 is the inverse function</source>
        <translation>{} hoch −1 ist die Umkehrfunktion</translation>
    </message>
    <message>
        <source>° are degrees</source>
        <translation>° sind Grad</translation>
    </message>
    <message>
        <source>± gives two results, first + then −</source>
        <translation>± gibt zwei Ergebnisse, zuerst +, dann −</translation>
    </message>
    <message>
        <source>± is understood in a single expression or equation only.</source>
        <translation>± wird nur in einem einzelnen Ausdruck oder einer Gleichung verstanden.</translation>
    </message>
</context>
<context>
    <name>ComputePanel</name>
    <message>
        <source>Assumed: {}.</source>
        <translation>Angenommen: {}.</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>Nicht verstanden</translation>
    </message>
    <message>
        <source>Read {} as a variable, not as a constant</source>
        <translation>{} als Variable lesen, nicht als Konstante</translation>
    </message>
    <message>
        <source>Understanding the formula…</source>
        <translation>Die Formel wird untersucht…</translation>
    </message>
    <message>
        <source>Understood as</source>
        <translation>Verstanden als</translation>
    </message>
    <message>
        <source>Write a formula, and it can be evaluated, simplified, factored, solved, differentiated, integrated and plotted here. Matrices and systems of equations are understood, too.</source>
        <translation>Eine geschriebene Formel lässt sich hier auswerten, vereinfachen, faktorisieren, lösen, ableiten, integrieren und zeichnen. Auch Matrizen und Gleichungssysteme werden verstanden.</translation>
    </message>
    <message>
        <source>{} as a variable</source>
        <translation>{} als Variable</translation>
    </message>
</context>
<context>
    <name>Computing</name>
    <message>
        <source>{} cannot be written: {}. Choose another place.</source>
        <translation>{} kann nicht geschrieben werden: {}. Bitte einen anderen Ort wählen.</translation>
    </message>
</context>
<context>
    <name>CopyMenu</name>
    <message>
        <source>&amp;Save picture…</source>
        <translation>Bild &amp;speichern…</translation>
    </message>
    <message>
        <source>Copy &amp;automatically</source>
        <translation>&amp;Automatisch kopieren</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Copy each new formula once it has stood for a second</source>
        <translation>Jede neue Formel kopieren, sobald sie eine Sekunde lang steht</translation>
    </message>
    <message>
        <source>Save the formula as PNG or SVG</source>
        <translation>Die Formel als PNG oder SVG speichern</translation>
    </message>
    <message>
        <source>– {}</source>
        <translation>– {}</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>This cannot be copied as {}: {}</source>
        <translation>Dies lässt sich nicht als {} kopieren: {}</translation>
    </message>
    <message>
        <source>{} could not be written: {}. Choose another folder.</source>
        <translation>{} konnte nicht geschrieben werden: {}. Bitte einen anderen Ordner wählen.</translation>
    </message>
</context>
<context>
    <name>Cropping</name>
    <message>
        <source>Return or double click crops, Escape lets go</source>
        <translation>Eingabe oder Doppelklick schneidet zu, Escape bricht ab</translation>
    </message>
    <message>
        <source>cropping</source>
        <translation>Zuschneiden</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>Alignment and uniformity</source>
        <translation>Ausrichtung und Gleichverteilung</translation>
    </message>
    <message>
        <source>Deviation of the embeddings</source>
        <translation>Streuung der Einbettungen</translation>
    </message>
    <message>
        <source>Effective rank</source>
        <translation>Effektiver Rang</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verluste</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Other values</source>
        <translation>Weitere Werte</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Anteile</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>deviation</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation>Dimensionen</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>samples a second</source>
        <translation>Beispiele je Sekunde</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>&amp;Archive…</source>
        <translation>&amp;Archiv…</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>&amp;Folder…</source>
        <translation>&amp;Ordner…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>Anhal&amp;ten</translation>
    </message>
    <message>
        <source>A folder or an archive of ink and captions</source>
        <translation>Ein Ordner oder Archiv mit Tinte und Beschriftungen</translation>
    </message>
    <message>
        <source>CROHME, MathWriting, HME100K, or your own InkML files and pictures with a table of captions</source>
        <translation>CROHME, MathWriting, HME100K oder eigene InkML-Dateien und Bilder mit einer Tabelle der Beschriftungen</translation>
    </message>
    <message>
        <source>Choose a folder: {}</source>
        <translation>Einen Ordner wählen: {}</translation>
    </message>
    <message>
        <source>Choose an archive (.zip, .tar.gz …): {}</source>
        <translation>Ein Archiv wählen (.zip, .tar.gz …): {}</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Reading the dataset, and taking some steps of each stage to see how long they take…</source>
        <translation>Der Datensatz wird gelesen, und einige Schritte jeder Stufe zeigen, wie lange sie dauern…</translation>
    </message>
    <message>
        <source>See what is in the dataset, what is wrong with it, and how long training takes</source>
        <translation>Sehen, was im Datensatz ist, was daran nicht stimmt und wie lange das Training dauert</translation>
    </message>
    <message>
        <source>Stop checking</source>
        <translation>Die Prüfung anhalten</translation>
    </message>
    <message>
        <source>The dataset is being checked</source>
        <translation>Der Datensatz wird geprüft</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>All formulas in it are deleted for good, pinned ones too. What is on the canvas stays.</source>
        <translation>Alle Formeln darin werden endgültig gelöscht, auch angeheftete. Was auf der Zeichenfläche ist, bleibt.</translation>
    </message>
    <message>
        <source>Animation (GIF)</source>
        <translation>Animation (GIF)</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>Alle löschen</translation>
    </message>
    <message>
        <source>Delete the whole history?</source>
        <translation>Den ganzen Verlauf löschen?</translation>
    </message>
    <message>
        <source>Drawing (SVG)</source>
        <translation>Zeichnung (SVG)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export one InkML file for each formula into a folder</source>
        <translation>Für jede Formel eine InkML-Datei in einen Ordner exportieren</translation>
    </message>
    <message>
        <source>Export the samples into a new folder below this one</source>
        <translation>Die Proben in einen neuen Ordner unter diesem exportieren</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Tinte</translation>
    </message>
    <message>
        <source>Ink and pictures</source>
        <translation>Tinte und Bilder</translation>
    </message>
    <message>
        <source>InkML</source>
        <translation>InkML</translation>
    </message>
    <message>
        <source>LaTeX document</source>
        <translation>LaTeX-Dokument</translation>
    </message>
    <message>
        <source>NumPy arrays</source>
        <translation>NumPy-Felder</translation>
    </message>
    <message>
        <source>Open ink or a picture</source>
        <translation>Tinte oder ein Bild öffnen</translation>
    </message>
    <message>
        <source>PNG on white</source>
        <translation>PNG auf Weiß</translation>
    </message>
    <message>
        <source>PNG without background</source>
        <translation>PNG ohne Hintergrund</translation>
    </message>
    <message>
        <source>Picture (PNG)</source>
        <translation>Bild (PNG)</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>SVG</source>
        <translation>SVG</translation>
    </message>
    <message>
        <source>Save the ink</source>
        <translation>Tinte speichern</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Save the plot</source>
        <translation>Schaubild speichern</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>Tabelle (CSV)</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>clearing</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>erasing</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>placing a picture</source>
        <translation>Einsetzen eines Bildes</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>Schreiben</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>There is nothing to show yet.</source>
        <translation>Es gibt noch nichts zu zeigen.</translation>
    </message>
    <message>
        <source>This LaTeX cannot be shown as a formula.</source>
        <translation>Dieses LaTeX lässt sich nicht als Formel zeigen.</translation>
    </message>
    <message>
        <source>XML declaration not well-formed</source>
        <translation>fehlerhafte XML-Deklaration</translation>
    </message>
    <message>
        <source>XML or text declaration not at start of entity</source>
        <translation>die XML-Deklaration steht nicht am Anfang</translation>
    </message>
    <message>
        <source>a part of the path is no folder</source>
        <translation>ein Teil des Pfads ist kein Ordner</translation>
    </message>
    <message>
        <source>duplicate attribute</source>
        <translation>ein Attribut steht doppelt</translation>
    </message>
    <message>
        <source>junk after document element</source>
        <translation>hinter dem äußersten Element steht noch etwas</translation>
    </message>
    <message>
        <source>mismatched tag</source>
        <translation>ein Endtag passt nicht zu seinem Anfang</translation>
    </message>
    <message>
        <source>no element found</source>
        <translation>das Dokument ist nicht zu Ende</translation>
    </message>
    <message>
        <source>not well-formed (invalid token)</source>
        <translation>unerlaubtes Zeichen</translation>
    </message>
    <message>
        <source>nothing can be written on this disk</source>
        <translation>auf diesen Datenträger lässt sich nichts schreiben</translation>
    </message>
    <message>
        <source>permission is denied</source>
        <translation>der Zugriff ist nicht erlaubt</translation>
    </message>
    <message>
        <source>reference to invalid character number</source>
        <translation>Verweis auf ein Zeichen, das es nicht gibt</translation>
    </message>
    <message>
        <source>syntax error</source>
        <translation>Syntaxfehler</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the disk reports an error</source>
        <translation>der Datenträger meldet einen Fehler</translation>
    </message>
    <message>
        <source>the file is in use</source>
        <translation>die Datei wird gerade benutzt</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>diese Datei oder diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>this is a folder</source>
        <translation>dies ist ein Ordner</translation>
    </message>
    <message>
        <source>unbound prefix</source>
        <translation>ein Präfix ist nicht erklärt</translation>
    </message>
    <message>
        <source>unclosed CDATA section</source>
        <translation>ein CDATA-Abschnitt endet nicht</translation>
    </message>
    <message>
        <source>unclosed token</source>
        <translation>ein Tag endet nicht</translation>
    </message>
    <message>
        <source>undefined entity</source>
        <translation>eine Entität ist nicht erklärt</translation>
    </message>
    <message>
        <source>unknown encoding</source>
        <translation>unbekannte Zeichenkodierung</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>A limit</source>
        <translation>Ein Grenzwert</translation>
    </message>
    <message>
        <source>A matrix</source>
        <translation>Eine Matrix</translation>
    </message>
    <message>
        <source>A square plus one</source>
        <translation>Ein Quadrat plus eins</translation>
    </message>
    <message>
        <source>A sum</source>
        <translation>Eine Summe</translation>
    </message>
    <message>
        <source>An integral</source>
        <translation>Ein Integral</translation>
    </message>
    <message>
        <source>The quadratic formula</source>
        <translation>Die Lösungsformel quadratischer Gleichungen</translation>
    </message>
</context>
<context>
    <name>Exhibiting</name>
    <message>
        <source>There is nothing to export yet: write something first.</source>
        <translation>Noch gibt es nichts zu exportieren: Bitte zuerst etwas schreiben.</translation>
    </message>
    <message>
        <source>This could not be exported: {}.</source>
        <translation>Dies konnte nicht exportiert werden: {}.</translation>
    </message>
</context>
<context>
    <name>Explaining</name>
    <message>
        <source>The model cannot explain this reading.</source>
        <translation>Das Modell kann diese Lesart nicht erklären.</translation>
    </message>
</context>
<context>
    <name>FiguresCard</name>
    <message>
        <source>CROHME, writers that it does not know ({})</source>
        <translation>CROHME, unbekannte Schreiber ({})</translation>
    </message>
    <message>
        <source>Formulas read without a mistake</source>
        <translation>Fehlerfrei gelesene Formeln</translation>
    </message>
    <message>
        <source>My corrections that were kept back ({})</source>
        <translation>Zurückgehaltene Korrekturen von mir ({})</translation>
    </message>
    <message>
        <source>The set that comes with the program ({})</source>
        <translation>Mitgelieferter Prüfsatz ({})</translation>
    </message>
    <message>
        <source>new model</source>
        <translation>neues Modell</translation>
    </message>
    <message>
        <source>old model</source>
        <translation>altes Modell</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>The clipboard holds a picture that cannot be read.</source>
        <translation>In der Zwischenablage ist ein Bild, das sich nicht lesen lässt.</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>{} cannot be opened: {}.</source>
        <translation>{} lässt sich nicht öffnen: {}.</translation>
    </message>
    <message>
        <source>{} cannot be written: {}. Choose another place.</source>
        <translation>{} lässt sich nicht schreiben: {}. Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>{} holds no strokes.</source>
        <translation>{} enthält keine Striche.</translation>
    </message>
    <message>
        <source>{} is larger than {} MB, too large for ink or a picture.</source>
        <translation>{} ist größer als {} MB, zu groß für Tinte oder ein Bild.</translation>
    </message>
</context>
<context>
    <name>Filing</name>
    <message>
        <source>The ink was saved without the picture under it: an InkML file holds pen strokes alone. {}</source>
        <translation>Die Tinte wurde ohne das Bild darunter gespeichert: Eine InkML-Datei enthält nur Striche. {}</translation>
    </message>
    <message>
        <source>The picture stays on this canvas, and later in the history.</source>
        <translation>Das Bild bleibt auf dieser Zeichenfläche und später im Verlauf.</translation>
    </message>
    <message>
        <source>There is no ink to save: an InkML file holds pen strokes, not pictures. {}</source>
        <translation>Es gibt keine Tinte zu speichern: Eine InkML-Datei enthält Striche, keine Bilder. {}</translation>
    </message>
    <message>
        <source>There is no ink to save: write something first.</source>
        <translation>Es gibt keine Tinte zu speichern: Bitte zuerst etwas schreiben.</translation>
    </message>
    <message>
        <source>There is no picture and no ink to paste: copy a picture or an InkML file first.</source>
        <translation>Es gibt weder Bild noch Tinte einzufügen: Bitte zuerst ein Bild oder eine InkML-Datei kopieren.</translation>
    </message>
    <message>
        <source>what was pasted</source>
        <translation>das Eingefügte</translation>
    </message>
</context>
<context>
    <name>FocusPage</name>
    <message>
        <source>After step {}: above, where the attention network looks; below, the ink that masking leaves.</source>
        <translation>Nach Schritt {}: oben, wohin das Aufmerksamkeitsnetz schaut; unten die Tinte, die das Maskieren übrig lässt.</translation>
    </message>
    <message>
        <source>What masking leaves of the ink</source>
        <translation>Was das Maskieren von der Tinte übrig lässt</translation>
    </message>
    <message>
        <source>Where it looks</source>
        <translation>Wohin es schaut</translation>
    </message>
    <message>
        <source>{} % of the ink hidden</source>
        <translation>{} % der Tinte verborgen</translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <source>LaTeX</source>
        <translation>LaTeX</translation>
    </message>
    <message>
        <source>LaTeX align, numbered lines</source>
        <translation>LaTeX align, nummerierte Zeilen</translation>
    </message>
    <message>
        <source>LaTeX equation, numbered</source>
        <translation>LaTeX equation, nummeriert</translation>
    </message>
    <message>
        <source>LaTeX in a line, $…$</source>
        <translation>LaTeX in der Zeile, $…$</translation>
    </message>
    <message>
        <source>LaTeX in a line, \(…\)</source>
        <translation>LaTeX in der Zeile, \(…\)</translation>
    </message>
    <message>
        <source>LaTeX on its own, \[…\]</source>
        <translation>LaTeX abgesetzt, \[…\]</translation>
    </message>
    <message>
        <source>MathML</source>
        <translation>MathML</translation>
    </message>
    <message>
        <source>SymPy</source>
        <translation>SymPy</translation>
    </message>
    <message>
        <source>Typst</source>
        <translation>Typst</translation>
    </message>
    <message>
        <source>Unicode text</source>
        <translation>Unicode-Text</translation>
    </message>
</context>
<context>
    <name>FormulaPanel</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy the formula as {} ({})</source>
        <translation>Die Formel als {} kopieren ({})</translation>
    </message>
    <message>
        <source>Copy {}</source>
        <translation>{} kopieren</translation>
    </message>
    <message>
        <source>More ways to copy</source>
        <translation>Weitere Arten zu kopieren</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>The formula appears here</source>
        <translation>Hier erscheint die Formel</translation>
    </message>
    <message>
        <source>This LaTeX cannot be shown as a formula.</source>
        <translation>Dieses LaTeX lässt sich nicht als Formel zeigen.</translation>
    </message>
    <message>
        <source>{} is not a command known here, so it is shown as it is written.</source>
        <translation>{} ist hier kein bekannter Befehl und wird deshalb so gezeigt, wie es dasteht.</translation>
    </message>
</context>
<context>
    <name>FormulaPreview</name>
    <message>
        <source>Chosen by you. Click to choose again or to let go</source>
        <translation>Selbst gewählt. Klicken, um neu zu wählen oder freizugeben</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>Formel</translation>
    </message>
    <message>
        <source>Only {} sure of this. Click to see what else it may be</source>
        <translation>Nur zu {} sicher. Klicken, um zu sehen, was es sonst sein könnte</translation>
    </message>
    <message>
        <source>Point at a symbol; click it to see what else it may be</source>
        <translation>Auf ein Symbol zeigen; anklicken, um zu sehen, was es sonst sein könnte</translation>
    </message>
    <message>
        <source>{} sure</source>
        <translation>zu {} sicher</translation>
    </message>
</context>
<context>
    <name>FoundView</name>
    <message>
        <source>Because</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Problems of the dataset</source>
        <translation>Mängel des Datensatzes</translation>
    </message>
    <message>
        <source>Such as</source>
        <translation>Zum Beispiel</translation>
    </message>
    <message>
        <source>That is more than there is room for.</source>
        <translation>Das ist mehr, als Platz ist.</translation>
    </message>
    <message>
        <source>They are</source>
        <translation>Sie werden</translation>
    </message>
    <message>
        <source>What is wrong in the dataset, and with how many files</source>
        <translation>Was im Datensatz nicht stimmt, und bei wie vielen Dateien</translation>
    </message>
    <message>
        <source>With these settings it takes about {} ({}), up to {} of disk, of which {} are free, and {} of memory.</source>
        <translation>Mit diesen Einstellungen dauert es etwa {} ({}) und braucht bis zu {} auf der Platte (frei: {}) und {} Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>used all the same</source>
        <translation>trotzdem verwendet</translation>
    </message>
    <message>
        <source>{}: {expressions} expressions ({pictures} of them pictures) by {writers} known writers; {held_out} are held out to measure by; {tokens} different tokens; {left_out} files left out.</source>
        <translation>{}: {expressions} Ausdrücke (davon {pictures} Bilder) von {writers} bekannten Schreibern; {held_out} werden zum Messen zurückgehalten; {tokens} verschiedene Token; {left_out} Dateien ausgelassen.</translation>
    </message>
</context>
<context>
    <name>FunctionPlot</name>
    <message>
        <source>Drag to move, turn the wheel to zoom; the right button zooms one axis</source>
        <translation>Ziehen verschiebt, das Rad zoomt; die rechte Taste zoomt eine Achse</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Zeichnet…</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Schaubild</translation>
    </message>
    <message>
        <source>Plot over {}</source>
        <translation>Schaubild über {}</translation>
    </message>
    <message>
        <source>Save the plot as PNG or SVG</source>
        <translation>Das Schaubild als PNG oder SVG speichern</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Show the plot as it was at first</source>
        <translation>Das Schaubild wie am Anfang zeigen</translation>
    </message>
    <message>
        <source>There is nothing to see in this range.</source>
        <translation>In diesem Bereich ist nichts zu sehen.</translation>
    </message>
    <message>
        <source>the picture could not be written</source>
        <translation>das Bild konnte nicht geschrieben werden</translation>
    </message>
</context>
<context>
    <name>HeadGrid</name>
    <message>
        <source>Heads, a row a layer</source>
        <translation>Köpfe, je Schicht eine Zeile</translation>
    </message>
    <message>
        <source>Layer {}, head {}</source>
        <translation>Schicht {}, Kopf {}</translation>
    </message>
</context>
<context>
    <name>HeadsRow</name>
    <message>
        <source>All layers</source>
        <translation>Alle Schichten</translation>
    </message>
    <message>
        <source>Asking the model…</source>
        <translation>Das Modell wird gefragt…</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Head {}</source>
        <translation>Kopf {}</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Layer {}</source>
        <translation>Schicht {}</translation>
    </message>
    <message>
        <source>Layers and heads</source>
        <translation>Schichten und Köpfe</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>The head of that layer to look at, or the mean of all</source>
        <translation>Der Kopf dieser Schicht, der gezeigt wird, oder das Mittel aller</translation>
    </message>
    <message>
        <source>The layer of the decoder to look at, or the mean of all</source>
        <translation>Die Schicht des Decoders, die gezeigt wird, oder das Mittel aller</translation>
    </message>
    <message>
        <source>What each head of each layer looked at</source>
        <translation>Worauf jeder Kopf jeder Schicht geachtet hat</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>alle Schichten</translation>
    </message>
    <message>
        <source>folded in</source>
        <translation>eingeklappt</translation>
    </message>
    <message>
        <source>folded out</source>
        <translation>ausgeklappt</translation>
    </message>
    <message>
        <source>head {}</source>
        <translation>Kopf {}</translation>
    </message>
    <message>
        <source>layer {}</source>
        <translation>Schicht {}</translation>
    </message>
    <message>
        <source>mean of heads</source>
        <translation>Mittel der Köpfe</translation>
    </message>
    <message>
        <source>{}, {}</source>
        <translation>{}, {}</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>After step {}, on held-out ink</source>
        <translation>Nach Schritt {}, an zurückgehaltener Tinte</translation>
    </message>
    <message>
        <source>Directions in use</source>
        <translation>Genutzte Richtungen</translation>
    </message>
    <message>
        <source>Each bar is a direction: many long ones are healthy, a single one is a collapse.</source>
        <translation>Jeder Balken ist eine Richtung: viele lange sind gesund, ein einziger ist ein Kollaps.</translation>
    </message>
    <message>
        <source>First views across, second views down: a dark diagonal on light ground is healthy.</source>
        <translation>Erste Ansichten waagerecht, zweite senkrecht: eine dunkle Diagonale auf hellem Grund ist gesund.</translation>
    </message>
    <message>
        <source>Similarity of two views of each expression: a dark diagonal on light ground is healthy</source>
        <translation>Ähnlichkeit zweier Ansichten jedes Ausdrucks: eine dunkle Diagonale auf hellem Grund ist gesund</translation>
    </message>
    <message>
        <source>Who resembles whom</source>
        <translation>Wer wem ähnelt</translation>
    </message>
</context>
<context>
    <name>Helping</name>
    <message>
        <source>Details copied</source>
        <translation>Einzelheiten kopiert</translation>
    </message>
    <message>
        <source>No program was found to show the log. It is at {}.</source>
        <translation>Es wurde kein Programm gefunden, das das Protokoll zeigt. Es liegt unter {}.</translation>
    </message>
    <message>
        <source>Saved as {}</source>
        <translation>Gespeichert als {}</translation>
    </message>
    <message>
        <source>Something went wrong; nothing you wrote is lost. Details are in the log: see the Help menu.</source>
        <translation>Etwas ist schiefgegangen; nichts Geschriebenes ist verloren. Einzelheiten stehen im Protokoll: siehe Menü Hilfe.</translation>
    </message>
    <message>
        <source>There is no log: its folder cannot be written.</source>
        <translation>Es gibt kein Protokoll: In seinen Ordner kann nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>not read</source>
        <translation>nicht gelesen</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>today {}</source>
        <translation>heute {}</translation>
    </message>
    <message>
        <source>yesterday {}</source>
        <translation>gestern {}</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>&amp;Copy LaTeX</source>
        <translation>LaTeX &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>&amp;InkML…</source>
        <translation>&amp;InkML…</translation>
    </message>
    <message>
        <source>&amp;Keep a history</source>
        <translation>Verlauf &amp;führen</translation>
    </message>
    <message>
        <source>&amp;LaTeX document…</source>
        <translation>&amp;LaTeX-Dokument…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>&amp;Anheften</translation>
    </message>
    <message>
        <source>&amp;Table (CSV)…</source>
        <translation>&amp;Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>Click to open, right-click for more</source>
        <translation>Klicken öffnet, Rechtsklick zeigt mehr</translation>
    </message>
    <message>
        <source>Copy the LaTeX</source>
        <translation>LaTeX kopieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete &amp;all…</source>
        <translation>&amp;Alle löschen…</translation>
    </message>
    <message>
        <source>Export what is selected, or everything listed</source>
        <translation>Das Ausgewählte exportieren oder alles Aufgeführte</translation>
    </message>
    <message>
        <source>Formulas appear here when you clear the canvas, begin a new one or copy their LaTeX.</source>
        <translation>Formeln erscheinen hier, wenn die Zeichenfläche geleert, eine neue begonnen oder ihr LaTeX kopiert wird.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>History, newest first</source>
        <translation>Verlauf, das Neueste zuerst</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Nothing in the history matches this search.</source>
        <translation>Nichts im Verlauf passt zu dieser Suche.</translation>
    </message>
    <message>
        <source>Pin: keep at the top of the list</source>
        <translation>Anheften: oben in der Liste halten</translation>
    </message>
    <message>
        <source>Search the history</source>
        <translation>Verlauf durchsuchen</translation>
    </message>
    <message>
        <source>Search, for example sqrt or alpha</source>
        <translation>Suchen, zum Beispiel sqrt oder alpha</translation>
    </message>
    <message>
        <source>Shows the formulas whose LaTeX or file name has all these words</source>
        <translation>Zeigt die Formeln, deren LaTeX oder Dateiname alle diese Wörter enthält</translation>
    </message>
    <message>
        <source>The history is switched off: only what is on the canvas is kept.</source>
        <translation>Der Verlauf ist ausgeschaltet: Nur was auf der Zeichenfläche ist, wird behalten.</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>Lö&amp;sen</translation>
    </message>
</context>
<context>
    <name>InkCanvas</name>
    <message>
        <source>Arrow keys move the frame, with Alt its lower right corner. Return crops, Escape lets go.</source>
        <translation>Pfeiltasten bewegen den Rahmen, mit Alt seine untere rechte Ecke. Eingabe schneidet zu, Escape bricht ab.</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Zeichenfläche</translation>
    </message>
    <message>
        <source>Ink is selected: arrow keys move it, Delete erases it, Escape lets it go.</source>
        <translation>Tinte ist ausgewählt: Pfeiltasten bewegen sie, Entf löscht sie, Escape lässt sie los.</translation>
    </message>
    <message>
        <source>The picture is selected: arrow keys move it, Return crops it, Delete takes it away.</source>
        <translation>Das Bild ist ausgewählt: Pfeiltasten bewegen es, Eingabe schneidet es zu, Entf entfernt es.</translation>
    </message>
    <message>
        <source>Write a formula here with pen, mouse or finger. Scribble over ink to erase it.</source>
        <translation>Hier eine Formel mit Stift, Maus oder Finger schreiben. Durchkritzeln löscht Tinte.</translation>
    </message>
    <message>
        <source>moving</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>pasting</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>taking the picture away</source>
        <translation>Entfernen des Bildes</translation>
    </message>
    <message>
        <source>turning the picture</source>
        <translation>Drehen des Bildes</translation>
    </message>
</context>
<context>
    <name>Inspecting</name>
    <message>
        <source>The dataset cannot be checked: {}</source>
        <translation>Der Datensatz lässt sich nicht prüfen: {}</translation>
    </message>
    <message>
        <source>This dataset cannot be used: {}</source>
        <translation>Dieser Datensatz ist nicht brauchbar: {}</translation>
    </message>
</context>
<context>
    <name>JudgedFormulas</name>
    <message>
        <source>It should be {}</source>
        <translation>Richtig ist {}</translation>
    </message>
    <message>
        <source>New model</source>
        <translation>Neues Modell</translation>
    </message>
    <message>
        <source>Old model</source>
        <translation>Altes Modell</translation>
    </message>
    <message>
        <source>There are no formulas to show.</source>
        <translation>Es gibt keine Formeln zu zeigen.</translation>
    </message>
    <message>
        <source>both right</source>
        <translation>beide richtig</translation>
    </message>
    <message>
        <source>both wrong</source>
        <translation>beide falsch</translation>
    </message>
    <message>
        <source>new is right</source>
        <translation>neues richtig</translation>
    </message>
    <message>
        <source>old is right</source>
        <translation>altes richtig</translation>
    </message>
</context>
<context>
    <name>JudgedPage</name>
    <message>
        <source>&amp;Keep the old one</source>
        <translation>Das &amp;alte behalten</translation>
    </message>
    <message>
        <source>&amp;Use the new one</source>
        <translation>Das &amp;neue verwenden</translation>
    </message>
    <message>
        <source>Read with the new model; Training, Models… goes back with one click</source>
        <translation>Mit dem neuen Modell lesen; unter Training, Modelle… führt ein Klick zurück</translation>
    </message>
    <message>
        <source>Read with the old model as before, and forget the new one</source>
        <translation>Wie bisher mit dem alten Modell lesen und das neue vergessen</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Exported.</source>
        <translation>Exportiert.</translation>
    </message>
    <message>
        <source>Exported; sheets that had nothing to export: {}.</source>
        <translation>Exportiert; Blätter, bei denen es nichts zu exportieren gab: {}.</translation>
    </message>
    <message>
        <source>The formula that was typed is in the history</source>
        <translation>Die eingetippte Formel ist im Verlauf</translation>
    </message>
</context>
<context>
    <name>LatexSource</name>
    <message>
        <source>LaTeX</source>
        <translation>LaTeX</translation>
    </message>
    <message>
        <source>LaTeX source</source>
        <translation>LaTeX-Quelltext</translation>
    </message>
    <message>
        <source>The LaTeX, yours to edit; the formula follows</source>
        <translation>Das LaTeX lässt sich hier ändern; die Formel folgt</translation>
    </message>
</context>
<context>
    <name>Learning</name>
    <message>
        <source>A model has learned from your corrections. See Training, Learn from my corrections</source>
        <translation>Ein Modell hat aus Ihren Korrekturen gelernt. Siehe Training, Aus meinen Korrekturen lernen</translation>
    </message>
    <message>
        <source>Learning from your corrections goes on</source>
        <translation>Das Lernen aus Ihren Korrekturen geht weiter</translation>
    </message>
    <message>
        <source>My hand {}</source>
        <translation>Meine Handschrift {}</translation>
    </message>
</context>
<context>
    <name>LearningDialog</name>
    <message>
        <source>Learn from my corrections</source>
        <translation>Aus meinen Korrekturen lernen</translation>
    </message>
</context>
<context>
    <name>LivePanel</name>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Weitermachen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Use this model</source>
        <translation>Dieses &amp;Modell verwenden</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Fokus</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>Go on at once</source>
        <translation>Sofort weitermachen</translation>
    </message>
    <message>
        <source>It reads {} % of {} held-out expressions without a mistake (ExpRate).</source>
        <translation>Es liest {} % von {} zurückgehaltenen Ausdrücken fehlerfrei (ExpRate).</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Losses, learning rate, speed, memory</source>
        <translation>Verluste, Lernrate, Tempo, Speicher</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>Lesarten</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Save and end now; it can go on later</source>
        <translation>Jetzt speichern und beenden; es kann später weitergehen</translation>
    </message>
    <message>
        <source>Save and end once every expression was seen as often as any other</source>
        <translation>Speichern und beenden, sobald jeder Ausdruck gleich oft gesehen wurde</translation>
    </message>
    <message>
        <source>Save, and leave the processor to others until it goes on</source>
        <translation>Speichern und den Prozessor anderen lassen, bis es weitergeht</translation>
    </message>
    <message>
        <source>Some expressions as they are read now</source>
        <translation>Einige Ausdrücke, wie sie jetzt gelesen werden</translation>
    </message>
    <message>
        <source>Stop after this &amp;epoch</source>
        <translation>Nach dieser &amp;Epoche anhalten</translation>
    </message>
    <message>
        <source>Take the model into the list of models, and read with it</source>
        <translation>Das Modell in die Liste der Modelle aufnehmen und damit lesen</translation>
    </message>
    <message>
        <source>Take the run up where it saved last</source>
        <translation>Den Lauf dort fortsetzen, wo er zuletzt gespeichert hat</translation>
    </message>
    <message>
        <source>What the training has written</source>
        <translation>Was das Training geschrieben hat</translation>
    </message>
    <message>
        <source>Where stage 2 looks, as masking grows</source>
        <translation>Wohin Stufe 2 schaut, während das Maskieren zunimmt</translation>
    </message>
    <message>
        <source>Whether the embeddings of stage 1 are healthy</source>
        <translation>Ob die Einbettungen von Stufe 1 gesund sind</translation>
    </message>
</context>
<context>
    <name>LookRow</name>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Colours from little to much attention</source>
        <translation>Farben von wenig bis viel Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Colours of the heatmap</source>
        <translation>Farben der Aufmerksamkeitskarte</translation>
    </message>
    <message>
        <source>Colours of the heatmap; all can be told apart by colour-blind eyes</source>
        <translation>Farben der Aufmerksamkeitskarte; alle sind auch bei Farbenblindheit unterscheidbar</translation>
    </message>
    <message>
        <source>Greys</source>
        <translation>Grautöne</translation>
    </message>
    <message>
        <source>Inferno</source>
        <translation>Inferno</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Opacity of the heatmap</source>
        <translation>Deckkraft der Aufmerksamkeitskarte</translation>
    </message>
    <message>
        <source>Opacity of the heatmap: {} %</source>
        <translation>Deckkraft der Aufmerksamkeitskarte: {} %</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>little</source>
        <translation>wenig</translation>
    </message>
    <message>
        <source>much</source>
        <translation>viel</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>&amp;Training</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>E&amp;xamples</source>
        <translation>Beis&amp;piele</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lesarten</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>ModelQuestions</name>
    <message>
        <source>Choose a folder of InkML files or pictures</source>
        <translation>Einen Ordner mit InkML-Dateien oder Bildern wählen</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>Das Modell exportieren</translation>
    </message>
    <message>
        <source>Import a model</source>
        <translation>Ein Modell importieren</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>ModelViewPanel</name>
    <message>
        <source>Direction across</source>
        <translation>Richtung waagerecht</translation>
    </message>
    <message>
        <source>Direction down</source>
        <translation>Richtung senkrecht</translation>
    </message>
    <message>
        <source>Ink</source>
        <translation>Tinte</translation>
    </message>
    <message>
        <source>Order of writing</source>
        <translation>Schreibfolge</translation>
    </message>
    <message>
        <source>What the model sees</source>
        <translation>Was das Modell sieht</translation>
    </message>
</context>
<context>
    <name>Modelling</name>
    <message>
        <source>Checking the model…</source>
        <translation>Das Modell wird geprüft…</translation>
    </message>
    <message>
        <source>Checking {}…</source>
        <translation>{} wird geprüft…</translation>
    </message>
    <message>
        <source>Exported as {}</source>
        <translation>Exportiert als {}</translation>
    </message>
    <message>
        <source>Loading “{}”…</source>
        <translation>„{}“ wird geladen…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>There are no InkML files and no pictures in this folder: choose another one.</source>
        <translation>In diesem Ordner sind weder InkML-Dateien noch Bilder: Bitte einen anderen wählen.</translation>
    </message>
    <message>
        <source>Writing {}…</source>
        <translation>{} wird geschrieben…</translation>
    </message>
    <message>
        <source>“{}” is not used: {}</source>
        <translation>„{}“ wird nicht verwendet: {}</translation>
    </message>
    <message>
        <source>“{}” is used from the next start on, unless the command line names a model.</source>
        <translation>„{}“ wird ab dem nächsten Start verwendet, außer die Befehlszeile nennt ein Modell.</translation>
    </message>
    <message>
        <source>“{}” reads from now on.</source>
        <translation>„{}“ liest von jetzt an.</translation>
    </message>
    <message>
        <source>“{}” was taken in.</source>
        <translation>„{}“ wurde aufgenommen.</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>A name has up to {} letters, does not begin with a dot and has none of / \ : * ? &quot; &lt; &gt; |.</source>
        <translation>Ein Name hat bis zu {} Buchstaben, beginnt nicht mit einem Punkt und enthält keines von / \ : * ? &quot; &lt; &gt; |.</translation>
    </message>
    <message>
        <source>Checking the model took too long, so it is not used.</source>
        <translation>Die Prüfung des Modells dauerte zu lange, deshalb wird es nicht verwendet.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The files of the model “{}” are damaged or were changed. Use another, or import it again.</source>
        <translation>Die Dateien des Modells „{}“ sind beschädigt oder wurden geändert. Verwenden Sie ein anderes oder importieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The model cannot be checked: {}.</source>
        <translation>Das Modell lässt sich nicht prüfen: {}.</translation>
    </message>
    <message>
        <source>The model that comes with the program cannot be deleted.</source>
        <translation>Das mitgelieferte Modell lässt sich nicht löschen.</translation>
    </message>
    <message>
        <source>The model was damaged on its way here. Get it again from where it came.</source>
        <translation>Das Modell wurde auf dem Weg hierher beschädigt. Holen Sie es noch einmal von dort, woher es kam.</translation>
    </message>
    <message>
        <source>The model “{}” cannot be used, so the one that comes with the program is: {}</source>
        <translation>Das Modell „{}“ ist nicht brauchbar, deshalb wird das mitgelieferte verwendet: {}</translation>
    </message>
    <message>
        <source>The model “{}” is gone. Choose another one.</source>
        <translation>Das Modell „{}“ ist nicht mehr da. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The model “{}” is in use. Use another one first, then delete it.</source>
        <translation>Das Modell „{}“ wird verwendet. Verwenden Sie zuerst ein anderes, dann löschen Sie es.</translation>
    </message>
    <message>
        <source>There is a model called “{}” already. Choose another name.</source>
        <translation>Ein Modell namens „{}“ gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>This model cannot be used: looking it through failed. Ask whoever made it for another.</source>
        <translation>Dieses Modell ist nicht brauchbar: Die Durchsicht ist gescheitert. Bitten Sie den, der es gemacht hat, um ein anderes.</translation>
    </message>
    <message>
        <source>This model cannot be used: {}.</source>
        <translation>Dieses Modell ist nicht brauchbar: {}.</translation>
    </message>
    <message>
        <source>{} is damaged, or protected by a password. Get it again from where it came.</source>
        <translation>{} ist beschädigt oder durch ein Passwort geschützt. Holen Sie es noch einmal von dort, woher es kam.</translation>
    </message>
    <message>
        <source>{} is larger than {} MB, too large for a part of a model.</source>
        <translation>{} ist größer als {} MB, zu groß für einen Teil eines Modells.</translation>
    </message>
    <message>
        <source>{} is missing: a model is a .safetensors file with its .json beside it.</source>
        <translation>{} fehlt: Ein Modell ist eine .safetensors-Datei, neben der ihre .json-Datei liegt.</translation>
    </message>
    <message>
        <source>{} is no model: a .zip of a model holds one .safetensors file, this one has {}.</source>
        <translation>{} ist kein Modell: Die .zip-Datei eines Modells enthält eine .safetensors-Datei, diese hat {}.</translation>
    </message>
    <message>
        <source>{} is no model: choose a .zip or a .safetensors file.</source>
        <translation>{} ist kein Modell: Wählen Sie eine .zip- oder .safetensors-Datei.</translation>
    </message>
    <message>
        <source>{} is no model: it holds files that have no place in one.</source>
        <translation>{} ist kein Modell: Es enthält Dateien, die nicht in eines gehören.</translation>
    </message>
    <message>
        <source>{} is no model: it lacks the {} that belongs to the weights.</source>
        <translation>{} ist kein Modell: Zu den Gewichten fehlt {}.</translation>
    </message>
    <message>
        <source>{}: {}. Nothing was changed; try again when that is put right.</source>
        <translation>{}: {}. Nichts wurde geändert; versuchen Sie es noch einmal, wenn das behoben ist.</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>&amp;Back to “{}”</source>
        <translation>&amp;Zurück zu „{}“</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Use</source>
        <translation>&amp;Verwenden</translation>
    </message>
    <message>
        <source>Bring back what was just deleted</source>
        <translation>Das eben Gelöschte zurückholen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
    <message>
        <source>Delete the selected model</source>
        <translation>Das ausgewählte Modell löschen</translation>
    </message>
    <message>
        <source>Give the selected model another name</source>
        <translation>Dem ausgewählten Modell einen anderen Namen geben</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Read with the model that was used before</source>
        <translation>Mit dem zuvor verwendeten Modell lesen</translation>
    </message>
    <message>
        <source>Read with the selected model from now on</source>
        <translation>Von jetzt an mit dem ausgewählten Modell lesen</translation>
    </message>
    <message>
        <source>Take in a model from a file, after looking it through</source>
        <translation>Ein Modell aus einer Datei nach Durchsicht aufnehmen</translation>
    </message>
    <message>
        <source>The command line names a model, and this session reads with that: {}. What you choose here is used from the next start on, unless that names one again.</source>
        <translation>Die Befehlszeile nennt ein Modell, und diese Sitzung liest damit: {}. Was Sie hier wählen, gilt ab dem nächsten Start, außer dieser nennt wieder eines.</translation>
    </message>
    <message>
        <source>U&amp;ndo the deletion</source>
        <translation>Löschen &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>Write the selected model into a .zip</source>
        <translation>Das ausgewählte Modell in eine .zip-Datei schreiben</translation>
    </message>
    <message>
        <source>“{}” was deleted, for good once this window is closed.</source>
        <translation>„{}“ wurde gelöscht, endgültig, sobald dieses Fenster geschlossen wird.</translation>
    </message>
</context>
<context>
    <name>ModelsTable</name>
    <message>
        <source>Check set</source>
        <translation>Prüfsatz</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>Gelernt aus</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Entstanden</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>My hand</source>
        <translation>Handschrift</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>Not measured</source>
        <translation>Nicht gemessen</translation>
    </message>
    <message>
        <source>Of my corrections that were kept back, how many are read without a mistake</source>
        <translation>Wie viele meiner zurückgehaltenen Korrekturen fehlerfrei gelesen werden</translation>
    </message>
    <message>
        <source>Of the bundled check set, how many formulas are read without a mistake</source>
        <translation>Wie viele Formeln des mitgelieferten Prüfsatzes fehlerfrei gelesen werden</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>The models that there are; F2 gives the selected one another name</source>
        <translation>Die vorhandenen Modelle; F2 gibt dem ausgewählten einen anderen Namen</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>verwendet</translation>
    </message>
    <message>
        <source>one composed formula</source>
        <translation>einer zusammengesetzten Formel</translation>
    </message>
    <message>
        <source>one correction</source>
        <translation>einer Korrektur</translation>
    </message>
    <message>
        <source>one formula of CROHME</source>
        <translation>einer Formel aus CROHME</translation>
    </message>
    <message>
        <source>the model it was made from: {}</source>
        <translation>das Modell, aus dem es entstand: {}</translation>
    </message>
    <message>
        <source>{} %</source>
        <translation>{} %</translation>
    </message>
    <message>
        <source>{} composed formulas</source>
        <translation>{} zusammengesetzten Formeln</translation>
    </message>
    <message>
        <source>{} corrections</source>
        <translation>{} Korrekturen</translation>
    </message>
    <message>
        <source>{} formulas of CROHME</source>
        <translation>{} Formeln aus CROHME</translation>
    </message>
    <message>
        <source>{} of {} formulas read without a mistake</source>
        <translation>{} von {} Formeln fehlerfrei gelesen</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>&amp;Always</source>
        <translation>&amp;Immer</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>B&amp;ehalten</translation>
    </message>
    <message>
        <source>&amp;Never</source>
        <translation>&amp;Nie</translation>
    </message>
    <message>
        <source>Keep none and do not ask again; the settings can change it</source>
        <translation>Keine behalten und nicht mehr fragen; in den Einstellungen änderbar</translation>
    </message>
    <message>
        <source>Keep this correction, so that the same mistake is not made again? It stays on this computer.</source>
        <translation>Diese Korrektur behalten, damit derselbe Fehler nicht wieder vorkommt? Sie bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Keep this one and all that come; the settings can change it</source>
        <translation>Diese und alle künftigen behalten; in den Einstellungen änderbar</translation>
    </message>
    <message>
        <source>Keep this one, and ask again at the next</source>
        <translation>Diese behalten und bei der nächsten wieder fragen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Not now: you will be asked again</source>
        <translation>Nicht jetzt: Sie werden wieder gefragt</translation>
    </message>
</context>
<context>
    <name>OperationsCard</name>
    <message>
        <source>By which variable</source>
        <translation>Nach welcher Variablen</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Rechnet…</translation>
    </message>
    <message>
        <source>Derivative by {variable}</source>
        <translation>Ableitung nach {variable}</translation>
    </message>
    <message>
        <source>Determinant</source>
        <translation>Determinante</translation>
    </message>
    <message>
        <source>Differentiate</source>
        <translation>Ableiten</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>Digits of decimal numbers</source>
        <translation>Stellen von Dezimalzahlen</translation>
    </message>
    <message>
        <source>Eigenvalues</source>
        <translation>Eigenwerte</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>Expandieren</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Faktorisieren</translation>
    </message>
    <message>
        <source>Find a simpler form</source>
        <translation>Eine einfachere Form finden</translation>
    </message>
    <message>
        <source>Integral over {variable}</source>
        <translation>Integral über {variable}</translation>
    </message>
    <message>
        <source>Integral over {variable} from {lower} to {upper}</source>
        <translation>Integral über {variable} von {lower} bis {upper}</translation>
    </message>
    <message>
        <source>Integrate</source>
        <translation>Integrieren</translation>
    </message>
    <message>
        <source>Inverse</source>
        <translation>Inverse</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenzwert</translation>
    </message>
    <message>
        <source>Limit for {variable} → {point}</source>
        <translation>Grenzwert für {variable} → {point}</translation>
    </message>
    <message>
        <source>Lower bound of the integral, as LaTeX; empty for none</source>
        <translation>Untere Grenze des Integrals als LaTeX; leer für keine</translation>
    </message>
    <message>
        <source>Multiply out</source>
        <translation>Ausmultiplizieren</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Rechenschritte</translation>
    </message>
    <message>
        <source>Point of the limit or the series, as LaTeX, such as 0 or \infty</source>
        <translation>Stelle des Grenzwerts oder der Reihe als LaTeX, etwa 0 oder \infty</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>Series in {variable} around {point}</source>
        <translation>Reihe in {variable} um {point}</translation>
    </message>
    <message>
        <source>Simplify</source>
        <translation>Vereinfachen</translation>
    </message>
    <message>
        <source>Solve</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Solve for the variable; an expression is set to zero</source>
        <translation>Nach der Variablen auflösen; ein Ausdruck wird gleich null gesetzt</translation>
    </message>
    <message>
        <source>Solve for {variable}</source>
        <translation>Nach {variable} auflösen</translation>
    </message>
    <message>
        <source>Stop computing</source>
        <translation>Rechnung anhalten</translation>
    </message>
    <message>
        <source>The derivative by the variable</source>
        <translation>Die Ableitung nach der Variablen</translation>
    </message>
    <message>
        <source>The determinant of the matrix</source>
        <translation>Die Determinante der Matrix</translation>
    </message>
    <message>
        <source>The eigenvalues of the matrix</source>
        <translation>Die Eigenwerte der Matrix</translation>
    </message>
    <message>
        <source>The integral over the variable, between bounds if given</source>
        <translation>Das Integral über die Variable, zwischen Grenzen, falls angegeben</translation>
    </message>
    <message>
        <source>The inverse of the matrix</source>
        <translation>Die Inverse der Matrix</translation>
    </message>
    <message>
        <source>The limit as the variable goes to the point</source>
        <translation>Der Grenzwert, wenn die Variable gegen die Stelle geht</translation>
    </message>
    <message>
        <source>The power series around the point</source>
        <translation>Die Potenzreihe um die Stelle</translation>
    </message>
    <message>
        <source>The rank of the matrix</source>
        <translation>Der Rang der Matrix</translation>
    </message>
    <message>
        <source>Upper bound of the integral, as LaTeX; empty for none</source>
        <translation>Obere Grenze des Integrals als LaTeX; leer für keine</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Work out the value, exactly and as a decimal number</source>
        <translation>Den Wert berechnen, genau und als Dezimalzahl</translation>
    </message>
    <message>
        <source>Write as a product</source>
        <translation>Als Produkt schreiben</translation>
    </message>
    <message>
        <source>at</source>
        <translation>bei</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Show all tokens in turn</source>
        <translation>Alle Token nacheinander zeigen</translation>
    </message>
    <message>
        <source>Show all tokens in turn (space)</source>
        <translation>Alle Token nacheinander zeigen (Leertaste)</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Speed: {}</source>
        <translation>Tempo: {}</translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message>
        <source>step {:,.0f}</source>
        <translation>Schritt {:,.0f}</translation>
    </message>
</context>
<context>
    <name>Portal</name>
    <message>
        <source>The desktop gave no picture of the screen ({}). {}</source>
        <translation>Die Arbeitsfläche gab kein Bild des Bildschirms ({}). {}</translation>
    </message>
    <message>
        <source>it did not say why</source>
        <translation>sie sagte nicht, warum</translation>
    </message>
</context>
<context>
    <name>Print</name>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing was read</source>
        <translation>nichts wurde gelesen</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Exported {}</source>
        <translation>{} exportiert</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Weitermachen</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>P&amp;rotokoll</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Forget what was learned; your samples and the model in use stay</source>
        <translation>Das Gelernte vergessen; Ihre Proben und das verwendete Modell bleiben</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>Go on at once</source>
        <translation>Sofort weitermachen</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernt</translation>
    </message>
    <message>
        <source>Part of it that is done</source>
        <translation>Der Teil, der erledigt ist</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Save and end now; it can go on later</source>
        <translation>Jetzt speichern und beenden; es kann später weitergehen</translation>
    </message>
    <message>
        <source>Save, and leave the processor to others until it goes on</source>
        <translation>Speichern und den Prozessor anderen lassen, bis es weitergeht</translation>
    </message>
    <message>
        <source>Take it up where it saved last</source>
        <translation>Dort fortsetzen, wo zuletzt gespeichert wurde</translation>
    </message>
    <message>
        <source>The new model reads</source>
        <translation>Das neue Modell liest</translation>
    </message>
    <message>
        <source>The old model reads</source>
        <translation>Das alte Modell liest</translation>
    </message>
    <message>
        <source>What the training has written</source>
        <translation>Was das Training geschrieben hat</translation>
    </message>
    <message>
        <source>You can close this window: learning goes on, and this menu entry shows it again.</source>
        <translation>Sie können dieses Fenster schließen: Das Lernen geht weiter, und derselbe Menüeintrag zeigt es wieder.</translation>
    </message>
    <message>
        <source>{} left of this part</source>
        <translation>noch {} für diesen Teil</translation>
    </message>
    <message>
        <source>{} of {}</source>
        <translation>{} von {}</translation>
    </message>
</context>
<context>
    <name>ReadingDelegate</name>
    <message>
        <source>nothing read</source>
        <translation>nichts gelesen</translation>
    </message>
</context>
<context>
    <name>ReadingsPage</name>
    <message>
        <source>After step {}: each formula as it is read now, and the ink that it was read from. Colour shows where the decoder looked.</source>
        <translation>Nach Schritt {}: jede Formel, wie sie jetzt gelesen wird, und die Tinte dazu. Die Farbe zeigt, wohin der Decoder geschaut hat.</translation>
    </message>
    <message>
        <source>Where it looked to read {}</source>
        <translation>Wohin es schaute, um {} zu lesen</translation>
    </message>
    <message>
        <source>it should be:</source>
        <translation>richtig ist:</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
</context>
<context>
    <name>RegionPicker</name>
    <message>
        <source>Choose a part of the screen</source>
        <translation>Einen Teil des Bildschirms wählen</translation>
    </message>
    <message>
        <source>Drag a rectangle around the formula. Return takes the whole screen, Escape cancels.</source>
        <translation>Ein Rechteck um die Formel ziehen. Eingabe nimmt den ganzen Bildschirm, Escape bricht ab.</translation>
    </message>
    <message>
        <source>{} × {}</source>
        <translation>{} × {}</translation>
    </message>
</context>
<context>
    <name>ResultRow</name>
    <message>
        <source>Copy the result of: {}</source>
        <translation>Ergebnis kopieren von: {}</translation>
    </message>
    <message>
        <source>Copy this result as LaTeX</source>
        <translation>Dieses Ergebnis als LaTeX kopieren</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>RowDelegate</name>
    <message>
        <source>Not read</source>
        <translation>Nicht gelesen</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>&amp;New training…</source>
        <translation>&amp;Neues Training…</translation>
    </message>
    <message>
        <source>All runs, latest first; they go on without this window</source>
        <translation>Alle Läufe, der neueste zuerst; sie gehen ohne dieses Fenster weiter</translation>
    </message>
    <message>
        <source>Choose a dataset and train a model on it</source>
        <translation>Einen Datensatz wählen und ein Modell damit trainieren</translation>
    </message>
    <message>
        <source>Delete the selected run with all that it has made</source>
        <translation>Den ausgewählten Lauf löschen, mit allem, was er gemacht hat</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>RunPanel</name>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>No log yet in {}. The curves appear once the run writes its first line.</source>
        <translation>In {} gibt es noch kein Protokoll. Die Kurven erscheinen, sobald der Lauf seine erste Zeile schreibt.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Step {:,} of {:,}</source>
        <translation>Schritt {:,} von {:,}</translation>
    </message>
    <message>
        <source>Steps done</source>
        <translation>Erledigte Schritte</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopped · no new line for {}</source>
        <translation>Angehalten · keine neue Zeile seit {}</translation>
    </message>
    <message>
        <source>The last lines of the log</source>
        <translation>Die letzten Zeilen des Protokolls</translation>
    </message>
    <message>
        <source>The log cannot be read: {}</source>
        <translation>Das Protokoll kann nicht gelesen werden: {}</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Unlesbar</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>took {}</source>
        <translation>dauerte {}</translation>
    </message>
    <message>
        <source>{:,.0f} samples a second</source>
        <translation>{:,.0f} Beispiele je Sekunde</translation>
    </message>
    <message>
        <source>{} left</source>
        <translation>noch {}</translation>
    </message>
    <message>
        <source>{} so far</source>
        <translation>bisher {}</translation>
    </message>
</context>
<context>
    <name>Runs</name>
    <message>
        <source>It ended with status {}.</source>
        <translation>Er endete mit Status {}.</translation>
    </message>
    <message>
        <source>Nothing can be done in {}: {}. Make room there, or see who may write.</source>
        <translation>In {} lässt sich nichts tun: {}. Schaffen Sie dort Platz oder prüfen Sie, wer schreiben darf.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>The run cannot be told: {}. Try again.</source>
        <translation>Dem Lauf lässt sich nichts mitteilen: {}. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>“{}” is damaged and cannot go on. Delete it.</source>
        <translation>„{}“ ist beschädigt und kann nicht weitergehen. Löschen Sie den Lauf.</translation>
    </message>
    <message>
        <source>“{}” is still at work. Stop it first, then delete it.</source>
        <translation>„{}“ arbeitet noch. Halten Sie den Lauf zuerst an, dann löschen Sie ihn.</translation>
    </message>
</context>
<context>
    <name>SampleRow</name>
    <message>
        <source>LaTeX was corrected</source>
        <translation>LaTeX wurde berichtigt</translation>
    </message>
    <message>
        <source>a symbol was chosen</source>
        <translation>ein Symbol wurde gewählt</translation>
    </message>
    <message>
        <source>another reading was chosen</source>
        <translation>eine andere Lesart wurde gewählt</translation>
    </message>
    <message>
        <source>read as {}</source>
        <translation>gelesen als {}</translation>
    </message>
    <message>
        <source>written when asked for</source>
        <translation>auf Bitte geschrieben</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>There is a {} in {} already. Choose another folder.</source>
        <translation>{} gibt es in {} schon. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{} cannot be written: {}. Choose another folder.</source>
        <translation>{} kann nicht geschrieben werden: {}. Bitte einen anderen Ordner wählen.</translation>
    </message>
</context>
<context>
    <name>SamplesDialog</name>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Read with the help of these samples</source>
        <translation>Mit &amp;Hilfe dieser Proben lesen</translation>
    </message>
    <message>
        <source>&amp;Write more…</source>
        <translation>&amp;Weitere schreiben…</translation>
    </message>
    <message>
        <source>At once and without training: a symbol that looks like one here is read as that one</source>
        <translation>Sofort und ohne Training: Ein Symbol, das wie eines hier aussieht, wird als dieses gelesen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the samples</source>
        <translation>Die Proben schließen</translation>
    </message>
    <message>
        <source>Delete &amp;all</source>
        <translation>&amp;Alle löschen</translation>
    </message>
    <message>
        <source>Delete all samples</source>
        <translation>Alle Proben löschen</translation>
    </message>
    <message>
        <source>Delete what is selected (Del)</source>
        <translation>Das Ausgewählte löschen (Entf)</translation>
    </message>
    <message>
        <source>Nothing of this leaves your computer unless you export it.</source>
        <translation>Nichts davon verlässt Ihren Rechner, außer Sie exportieren es.</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Samples of my hand</source>
        <translation>Proben meiner Handschrift</translation>
    </message>
    <message>
        <source>Samples, newest first</source>
        <translation>Proben, die neueste zuerst</translation>
    </message>
    <message>
        <source>Samples: {}. Symbols of your hand among them: {} of {}.</source>
        <translation>Proben: {}. Darunter Symbole Ihrer Handschrift: {} von {}.</translation>
    </message>
    <message>
        <source>There are no samples yet. Correct a formula and keep the correction, or write some when asked.</source>
        <translation>Es gibt noch keine Proben. Berichtigen Sie eine Formel und behalten Sie die Korrektur, oder schreiben Sie welche auf Bitte.</translation>
    </message>
    <message>
        <source>What you wrote, what it was read as, and what it is</source>
        <translation>Was Sie schrieben, als was es gelesen wurde und was es ist</translation>
    </message>
    <message>
        <source>Write all samples into a folder that the training reads: InkML and a table</source>
        <translation>Alle Proben in einen Ordner schreiben, den das Training liest: InkML und eine Tabelle</translation>
    </message>
    <message>
        <source>Write symbols and formulas that the program asks for</source>
        <translation>Symbole und Formeln schreiben, um die das Programm bittet</translation>
    </message>
</context>
<context>
    <name>Sampling</name>
    <message>
        <source>Samples exported to {}: {}</source>
        <translation>Nach {} exportierte Proben: {}</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Take a screenshot with the system&apos;s own tool and paste it here.</source>
        <translation>Bitte mit dem Werkzeug des Systems ein Bildschirmfoto machen und hier einfügen.</translation>
    </message>
    <message>
        <source>The system gave an empty picture of the screen. {}</source>
        <translation>Das System gab ein leeres Bild des Bildschirms. {}</translation>
    </message>
    <message>
        <source>macOS gave an empty picture of the screen. Allow this program under System Settings, Privacy &amp; Security, Screen Recording, start it again, and try once more.</source>
        <translation>macOS gab ein leeres Bild des Bildschirms. Bitte dieses Programm unter Systemeinstellungen, Datenschutz &amp; Sicherheit, Bildschirmaufnahme erlauben, neu starten und noch einmal versuchen.</translation>
    </message>
</context>
<context>
    <name>Selection</name>
    <message>
        <source>moving</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>scaling</source>
        <translation>Skalieren</translation>
    </message>
</context>
<context>
    <name>SettingsCard</name>
    <message>
        <source>A recipe of my own…</source>
        <translation>Ein eigenes Rezept…</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Everything else is in the recipe.</source>
        <translation>Alles Weitere steht im Rezept.</translation>
    </message>
    <message>
        <source>Expressions a batch</source>
        <translation>Ausdrücke je Batch</translation>
    </message>
    <message>
        <source>Fewer take less memory; 0: as the recipe says</source>
        <translation>Weniger brauchen weniger Speicher; 0: wie im Rezept</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Of learning to read; the other stages change in proportion. 0: as the recipe says</source>
        <translation>Beim Lesenlernen; die anderen Stufen ändern sich im Verhältnis. 0: wie im Rezept</translation>
    </message>
    <message>
        <source>Of the network: wider reads better and takes longer</source>
        <translation>Des Netzes: breiter liest besser und dauert länger</translation>
    </message>
    <message>
        <source>Of the training; one less than there are leaves the window smooth</source>
        <translation>Des Trainings; einer weniger, als es gibt, hält das Fenster flüssig</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Prozessor-Threads</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Recipe and machine</source>
        <translation>Rezept und Rechner</translation>
    </message>
    <message>
        <source>Standard: reads what CROHME has</source>
        <translation>Standard: liest, was CROHME enthält</translation>
    </message>
    <message>
        <source>Tiny: a first trial, reads next to nothing</source>
        <translation>Winzig: ein erster Versuch, liest fast nichts</translation>
    </message>
    <message>
        <source>What computes; automatic takes a graphics card if there is one</source>
        <translation>Was rechnet; automatisch nimmt eine Grafikkarte, wenn es eine gibt</translation>
    </message>
    <message>
        <source>What is learned, how, and for how long</source>
        <translation>Was gelernt wird, wie und wie lange</translation>
    </message>
    <message>
        <source>Wide: all symbols, wants a graphics card</source>
        <translation>Breit: alle Zeichen, braucht eine Grafikkarte</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>as the recipe says</source>
        <translation>wie im Rezept</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>graphics card (CUDA)</source>
        <translation>Grafikkarte (CUDA)</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>Prozessor</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>&amp;Keep corrections, so that the program learns my hand</source>
        <translation>&amp;Korrekturen behalten, um meine Handschrift zu lernen</translation>
    </message>
    <message>
        <source>&amp;Restore defaults</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Write with a finger</source>
        <translation>Mit dem &amp;Finger schreiben</translation>
    </message>
    <message>
        <source>A new formula is copied once it has stood for a second</source>
        <translation>Eine neue Formel wird kopiert, sobald sie eine Sekunde lang steht</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation>Die Einstellungen schließen</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Copy each new formula &amp;automatically</source>
        <translation>Jede neue Formel &amp;automatisch kopieren</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Keep what I write in the &amp;history</source>
        <translation>Geschriebenes im &amp;Verlauf behalten</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Set all options as they were at the first start</source>
        <translation>Alle Einstellungen wie beim ersten Start setzen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The colours of the window</source>
        <translation>Die Farben des Fensters</translation>
    </message>
    <message>
        <source>The form in which a formula is copied as text</source>
        <translation>Die Form, in der eine Formel als Text kopiert wird</translation>
    </message>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation>Die Sprache wechselt beim nächsten Start des Programms.</translation>
    </message>
    <message>
        <source>The language of the window, from the next start on</source>
        <translation>Die Sprache des Fensters ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>They stay on this computer. Until you choose, you are asked at a correction</source>
        <translation>Sie bleiben auf diesem Rechner. Bis Sie wählen, werden Sie bei einer Korrektur gefragt</translation>
    </message>
    <message>
        <source>When off, one finger moves the view, and pen and mouse write</source>
        <translation>Ausgeschaltet bewegt ein Finger die Ansicht; Stift und Maus schreiben</translation>
    </message>
    <message>
        <source>When off, only what is on the canvas is kept</source>
        <translation>Ausgeschaltet wird nur behalten, was auf der Zeichenfläche ist</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>&amp;Start training</source>
        <translation>Training &amp;starten</translation>
    </message>
    <message>
        <source>Choose a dataset to train on.</source>
        <translation>Wählen Sie einen Datensatz für das Training.</translation>
    </message>
    <message>
        <source>Choose at least one stage.</source>
        <translation>Wählen Sie mindestens eine Stufe.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the run</source>
        <translation>Name des Laufs</translation>
    </message>
    <message>
        <source>The settings have changed: check again for another estimate.</source>
        <translation>Die Einstellungen haben sich geändert: Prüfen Sie noch einmal für eine neue Schätzung.</translation>
    </message>
    <message>
        <source>Train in a process of its own; it can be paused and stopped at any time</source>
        <translation>In einem eigenen Prozess trainieren; er kann jederzeit pausiert und angehalten werden</translation>
    </message>
    <message>
        <source>What the run, and the model that comes of it, is called</source>
        <translation>Wie der Lauf und das Modell daraus heißen</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the sheet</source>
        <translation>Die Übersicht schließen</translation>
    </message>
    <message>
        <source>Delete or Backspace</source>
        <translation>Entf oder Rücktaste</translation>
    </message>
    <message>
        <source>Delete the selection</source>
        <translation>Die Auswahl löschen</translation>
    </message>
    <message>
        <source>Drag it, or arrow keys; with Shift further</source>
        <translation>Ziehen oder Pfeiltasten; mit Umschalt weiter</translation>
    </message>
    <message>
        <source>Drag one of its corners</source>
        <translation>An einer ihrer Ecken ziehen</translation>
    </message>
    <message>
        <source>Erase ink</source>
        <translation>Tinte löschen</translation>
    </message>
    <message>
        <source>Erase whole strokes</source>
        <translation>Ganze Striche löschen</translation>
    </message>
    <message>
        <source>Eraser end of the pen, button on its side, or right button</source>
        <translation>Radiererende oder Seitentaste des Stifts, oder rechte Maustaste</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
    <message>
        <source>Fix a symbol</source>
        <translation>Ein Symbol berichtigen</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Keys and gestures</source>
        <translation>Tasten und Gesten</translation>
    </message>
    <message>
        <source>Let go of the stroke or the selection</source>
        <translation>Strich oder Auswahl loslassen</translation>
    </message>
    <message>
        <source>Move the selection</source>
        <translation>Die Auswahl bewegen</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>Die Ansicht bewegen</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Nichts heißt so.</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>Auf der Zeichenfläche</translation>
    </message>
    <message>
        <source>Pen tip, left button or finger</source>
        <translation>Stiftspitze, linke Maustaste oder Finger</translation>
    </message>
    <message>
        <source>Pinch with two fingers, or Ctrl and wheel</source>
        <translation>Mit zwei Fingern, oder Strg und Rad</translation>
    </message>
    <message>
        <source>Save for &amp;printing…</source>
        <translation>Zum &amp;Drucken speichern…</translation>
    </message>
    <message>
        <source>Save the sheet</source>
        <translation>Übersicht speichern</translation>
    </message>
    <message>
        <source>Save the sheet as a PDF</source>
        <translation>Die Übersicht als PDF speichern</translation>
    </message>
    <message>
        <source>Scale the selection</source>
        <translation>Die Auswahl skalieren</translation>
    </message>
    <message>
        <source>Scribble to and fro over it, quickly</source>
        <translation>Schnell hin und her darüberkritzeln</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search keys and gestures</source>
        <translation>Tasten und Gesten durchsuchen</translation>
    </message>
    <message>
        <source>Select ink</source>
        <translation>Tinte auswählen</translation>
    </message>
    <message>
        <source>Select tool: draw around it</source>
        <translation>Auswahlwerkzeug: Tinte umfahren</translation>
    </message>
    <message>
        <source>Select tool: tap the symbol; or click it in the formula</source>
        <translation>Auswahlwerkzeug: Symbol antippen; oder in der Formel anklicken</translation>
    </message>
    <message>
        <source>Two fingers, middle button, wheel, or space held</source>
        <translation>Zwei Finger, mittlere Maustaste, Rad oder gehaltene Leertaste</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What the program can do, and how</source>
        <translation>Was das Programm kann, und wie</translation>
    </message>
    <message>
        <source>Words of what should happen, or a key</source>
        <translation>Wörter für das, was geschehen soll, oder eine Taste</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomen</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>tasten</translation>
    </message>
</context>
<context>
    <name>Sliders</name>
    <message>
        <source>Value of {}</source>
        <translation>Wert von {}</translation>
    </message>
</context>
<context>
    <name>Spectrum</name>
    <message>
        <source>{} of {} directions are in use</source>
        <translation>{} von {} Richtungen werden genutzt</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>A cell of the matrix is empty: write what stands there.</source>
        <translation>Ein Feld der Matrix ist leer: schreiben Sie, was dort steht.</translation>
    </message>
    <message>
        <source>A determinant needs as many rows as columns.</source>
        <translation>Eine Determinante braucht gleich viele Zeilen und Spalten.</translation>
    </message>
    <message>
        <source>A fraction behind a number may be added or multiplied: write + or a dot between them.</source>
        <translation>Ein Bruch hinter einer Zahl kann Summand oder Faktor sein: schreiben Sie + oder einen Punkt dazwischen.</translation>
    </message>
    <message>
        <source>A limit needs a variable and where it goes, as in x → 0.</source>
        <translation>Ein Grenzwert braucht eine Variable und ihr Ziel, wie in x → 0.</translation>
    </message>
    <message>
        <source>A matrix cannot stand here.</source>
        <translation>Eine Matrix kann hier nicht stehen.</translation>
    </message>
    <message>
        <source>A norm needs a vector that is written out.</source>
        <translation>Eine Norm braucht einen ausgeschriebenen Vektor.</translation>
    </message>
    <message>
        <source>A number cannot be equal to a matrix.</source>
        <translation>Eine Zahl kann nicht gleich einer Matrix sein.</translation>
    </message>
    <message>
        <source>CROHME as distributed</source>
        <translation>CROHME, wie es verteilt wird</translation>
    </message>
    <message>
        <source>CROHME with tables of canonical captions</source>
        <translation>CROHME mit Tabellen kanonischer Beschriftungen</translation>
    </message>
    <message>
        <source>Dots leave open what is meant: write all terms.</source>
        <translation>Punkte lassen offen, was gemeint ist: schreiben Sie alle Glieder.</translation>
    </message>
    <message>
        <source>Each case needs a value and a condition, as in x &gt; 0.</source>
        <translation>Jeder Fall braucht einen Wert und eine Bedingung, wie in x &gt; 0.</translation>
    </message>
    <message>
        <source>Fewer than {} corrections: all {} are learned from, and none is left to judge by.</source>
        <translation>Weniger als {} Korrekturen: Aus allen {} wird gelernt, und keine bleibt zum Beurteilen.</translation>
    </message>
    <message>
        <source>It is not clear by which variable {} is the derivative.</source>
        <translation>Es ist nicht klar, nach welcher Variablen {} die Ableitung ist.</translation>
    </message>
    <message>
        <source>It is not clear what {} is of: write one more pair of brackets.</source>
        <translation>Es ist nicht klar, wovon {} genommen wird: schreiben Sie ein weiteres Klammerpaar.</translation>
    </message>
    <message>
        <source>It is not clear where the part below / ends: write a fraction or brackets.</source>
        <translation>Es ist nicht klar, wo der Teil unter / endet: schreiben Sie einen Bruch oder Klammern.</translation>
    </message>
    <message>
        <source>It is not clear where what {} is of ends: put it in brackets.</source>
        <translation>Es ist nicht klar, wo das endet, wovon {} genommen wird: setzen Sie es in Klammern.</translation>
    </message>
    <message>
        <source>Lines below each other are no single expression: copy them one by one.</source>
        <translation>Zeilen untereinander sind nicht ein Ausdruck: kopieren Sie sie einzeln.</translation>
    </message>
    <message>
        <source>Matrices can be set equal only if they are of one size.</source>
        <translation>Nur Matrizen derselben Größe können gleich sein.</translation>
    </message>
    <message>
        <source>Several things are listed: write one of them.</source>
        <translation>Es wird mehreres aufgezählt: schreiben Sie eines davon.</translation>
    </message>
    <message>
        <source>Something is missing at the end.</source>
        <translation>Am Ende fehlt etwas.</translation>
    </message>
    <message>
        <source>Something is missing before {}.</source>
        <translation>Vor {} fehlt etwas.</translation>
    </message>
    <message>
        <source>Something is missing beside {}.</source>
        <translation>Neben {} fehlt etwas.</translation>
    </message>
    <message>
        <source>Something stands directly behind d{}: write it before, or put a sign between.</source>
        <translation>Direkt hinter d{} steht noch etwas: schreiben Sie es davor oder setzen Sie ein Zeichen dazwischen.</translation>
    </message>
    <message>
        <source>SymPy needs one index: {} has several, or computes with them.</source>
        <translation>SymPy braucht einen Index: {} hat mehrere oder rechnet damit.</translation>
    </message>
    <message>
        <source>The LaTeX is not complete: {}.</source>
        <translation>Das LaTeX ist nicht vollständig: {}.</translation>
    </message>
    <message>
        <source>The derivative {} is not clear.</source>
        <translation>Die Ableitung {} ist nicht klar.</translation>
    </message>
    <message>
        <source>The exponent of {} is not clear: write it behind brackets.</source>
        <translation>Der Exponent von {} ist nicht klar: schreiben Sie ihn hinter Klammern.</translation>
    </message>
    <message>
        <source>The exponent of {} is not clear: write it behind the brackets.</source>
        <translation>Der Exponent von {} ist nicht klar: schreiben Sie ihn hinter die Klammern.</translation>
    </message>
    <message>
        <source>The integral does not say over what: write dx at its end.</source>
        <translation>Das Integral sagt nicht, worüber: schreiben Sie dx an sein Ende.</translation>
    </message>
    <message>
        <source>The letters {} look like a word, not like a product.</source>
        <translation>Die Buchstaben {} sehen aus wie ein Wort, nicht wie ein Produkt.</translation>
    </message>
    <message>
        <source>The matrices do not fit each other.</source>
        <translation>Die Matrizen passen nicht zueinander.</translation>
    </message>
    <message>
        <source>The number {} stands behind a factor: write a dot between them.</source>
        <translation>Die Zahl {} steht hinter einem Faktor: schreiben Sie einen Punkt dazwischen.</translation>
    </message>
    <message>
        <source>The orders in the derivative {} do not agree.</source>
        <translation>Die Ordnungen in der Ableitung {} stimmen nicht überein.</translation>
    </message>
    <message>
        <source>The power of a matrix needs as many rows as columns.</source>
        <translation>Für eine Potenz braucht eine Matrix gleich viele Zeilen und Spalten.</translation>
    </message>
    <message>
        <source>The subscript of {} has no meaning for SymPy.</source>
        <translation>Der tiefgestellte Index von {} hat für SymPy keine Bedeutung.</translation>
    </message>
    <message>
        <source>There is no formula yet: write one first.</source>
        <translation>Es gibt noch keine Formel: schreiben Sie erst eine.</translation>
    </message>
    <message>
        <source>What is added must be of one size: a matrix and a number, or two matrices, do not fit.</source>
        <translation>Was addiert wird, muss dieselbe Größe haben: eine Matrix und eine Zahl oder zwei Matrizen passen nicht zusammen.</translation>
    </message>
    <message>
        <source>a backslash at the very end: name a command behind it or remove it</source>
        <translation>ein Backslash ganz am Ende: schreiben Sie einen Befehl dahinter oder entfernen Sie ihn</translation>
    </message>
    <message>
        <source>a decoder cannot be built with {}</source>
        <translation>aus {} lässt sich kein Decoder bauen</translation>
    </message>
    <message>
        <source>a folder of ink or pictures with a table of captions</source>
        <translation>ein Ordner mit Tinte oder Bildern und einer Tabelle der Beschriftungen</translation>
    </message>
    <message>
        <source>a formula that is already there</source>
        <translation>eine Formel, die schon da ist</translation>
    </message>
    <message>
        <source>a packed file</source>
        <translation>eine gepackte Datei</translation>
    </message>
    <message>
        <source>a single symbol or none</source>
        <translation>ein einzelnes Zeichen oder keines</translation>
    </message>
    <message>
        <source>a stroke has coordinates that are not finite numbers</source>
        <translation>ein Strich hat Koordinaten, die keine endlichen Zahlen sind</translation>
    </message>
    <message>
        <source>a stroke needs points of shape (N, 2) with N &gt;= 1, not {}</source>
        <translation>ein Strich braucht Punkte der Form (N, 2) mit N &gt;= 1, nicht {}</translation>
    </message>
    <message>
        <source>a stroke of {} points has {} of shape {}</source>
        <translation>ein Strich aus {} Punkten hat {} der Form {}</translation>
    </message>
    <message>
        <source>a trace format needs channels X and Y</source>
        <translation>ein Strichformat braucht die Kanäle X und Y</translation>
    </message>
    <message>
        <source>a trace has no points</source>
        <translation>ein Strich hat keine Punkte</translation>
    </message>
    <message>
        <source>after step {} of {}</source>
        <translation>nach Schritt {} von {}</translation>
    </message>
    <message>
        <source>after {} of {} expressions</source>
        <translation>nach {} von {} Ausdrücken</translation>
    </message>
    <message>
        <source>another process works on {}: wait until it ends, or stop it first</source>
        <translation>an {} arbeitet ein anderer Prozess: Warten Sie, bis er endet, oder halten Sie ihn zuerst an</translation>
    </message>
    <message>
        <source>at character {}: {}</source>
        <translation>bei Zeichen {}: {}</translation>
    </message>
    <message>
        <source>before the stage {}</source>
        <translation>vor der Stufe {}</translation>
    </message>
    <message>
        <source>brackets without their like</source>
        <translation>Klammern ohne ihr Gegenstück</translation>
    </message>
    <message>
        <source>broken InkML</source>
        <translation>beschädigtes InkML</translation>
    </message>
    <message>
        <source>broken file or archive</source>
        <translation>beschädigte Datei oder beschädigtes Archiv</translation>
    </message>
    <message>
        <source>broken label graph</source>
        <translation>beschädigter Label-Graph</translation>
    </message>
    <message>
        <source>broken picture</source>
        <translation>beschädigtes Bild</translation>
    </message>
    <message>
        <source>broken truth in the InkML</source>
        <translation>beschädigte Wahrheit im InkML</translation>
    </message>
    <message>
        <source>cannot be read as XML: {}</source>
        <translation>lässt sich nicht als XML lesen: {}</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nicht verwendbar</translation>
    </message>
    <message>
        <source>cannot read {!r} in a trace</source>
        <translation>{!r} lässt sich in einem Strich nicht lesen</translation>
    </message>
    <message>
        <source>caption that is no LaTeX we read</source>
        <translation>Beschriftung, die kein lesbares LaTeX ist</translation>
    </message>
    <message>
        <source>caption without a file</source>
        <translation>Beschriftung ohne Datei</translation>
    </message>
    <message>
        <source>elements are nested more than {} deep</source>
        <translation>Elemente sind mehr als {}-mal ineinander geschachtelt</translation>
    </message>
    <message>
        <source>empty caption</source>
        <translation>leere Beschriftung</translation>
    </message>
    <message>
        <source>empty file</source>
        <translation>leere Datei</translation>
    </message>
    <message>
        <source>empty groups or scripts on scripts</source>
        <translation>leere Gruppen oder Indizes an Indizes</translation>
    </message>
    <message>
        <source>far larger than its strokes</source>
        <translation>viel größer als seine Striche</translation>
    </message>
    <message>
        <source>groups nested more than {} deep: write the formula in parts</source>
        <translation>Gruppen sind mehr als {}-mal ineinander geschachtelt: schreiben Sie die Formel in Teilen</translation>
    </message>
    <message>
        <source>ink without strokes cannot be saved as InkML: write something first</source>
        <translation>Tinte ohne Striche lässt sich nicht als InkML speichern: schreiben Sie erst etwas</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>label graph in pieces</source>
        <translation>Label-Graph in Stücken</translation>
    </message>
    <message>
        <source>label graph nested too deep</source>
        <translation>zu tief geschachtelter Label-Graph</translation>
    </message>
    <message>
        <source>label graph of a matrix</source>
        <translation>Label-Graph einer Matrix</translation>
    </message>
    <message>
        <source>label graph of strokes, not of symbols</source>
        <translation>Label-Graph aus Strichen statt aus Zeichen</translation>
    </message>
    <message>
        <source>label graph that LaTeX cannot say</source>
        <translation>Label-Graph, den LaTeX nicht ausdrücken kann</translation>
    </message>
    <message>
        <source>label graph that cannot be used: truth taken</source>
        <translation>nicht verwendbarer Label-Graph: Wahrheit des InkML genommen</translation>
    </message>
    <message>
        <source>label graph that is no formula</source>
        <translation>Label-Graph, der keine Formel ist</translation>
    </message>
    <message>
        <source>label graph that is no tree</source>
        <translation>Label-Graph, der kein Baum ist</translation>
    </message>
    <message>
        <source>label graph with an unknown relation</source>
        <translation>Label-Graph mit unbekannter Beziehung</translation>
    </message>
    <message>
        <source>label graph without symbols</source>
        <translation>Label-Graph ohne Zeichen</translation>
    </message>
    <message>
        <source>learning takes some minutes, not {}, with no fewer than 0 workers</source>
        <translation>Lernen dauert einige Minuten, nicht {}, mit mindestens 0 Helfern</translation>
    </message>
    <message>
        <source>line that is no `file name &lt;TAB&gt; caption`</source>
        <translation>Zeile, die nicht `Dateiname &lt;TAB&gt; Beschriftung` ist</translation>
    </message>
    <message>
        <source>modulation is {!r}, not one of {}</source>
        <translation>die Modulation ist {!r}, keine von {}</translation>
    </message>
    <message>
        <source>no caption</source>
        <translation>keine Beschriftung</translation>
    </message>
    <message>
        <source>no label graph for the picture</source>
        <translation>kein Label-Graph zum Bild</translation>
    </message>
    <message>
        <source>no label in the InkML</source>
        <translation>keine Beschriftung im InkML</translation>
    </message>
    <message>
        <source>no sample in {} can be used ({}): export them anew</source>
        <translation>kein Beispiel in {} ist verwendbar ({}): Exportieren Sie sie neu</translation>
    </message>
    <message>
        <source>no truth in the InkML</source>
        <translation>keine Wahrheit im InkML</translation>
    </message>
    <message>
        <source>not plain UTF-8</source>
        <translation>kein reines UTF-8</translation>
    </message>
    <message>
        <source>not well-formed XML: {}</source>
        <translation>kein wohlgeformtes XML: {}</translation>
    </message>
    <message>
        <source>nothing in {} could be used</source>
        <translation>nichts in {} war verwendbar</translation>
    </message>
    <message>
        <source>nothing in {} could be used: {} files are left out, {} ({})</source>
        <translation>nichts in {} war verwendbar: {} Dateien sind ausgelassen, {} ({})</translation>
    </message>
    <message>
        <source>picture without ink</source>
        <translation>Bild ohne Tinte</translation>
    </message>
    <message>
        <source>prose without a formula</source>
        <translation>Text ohne Formel</translation>
    </message>
    <message>
        <source>refused for safety, as it declares entities ({})</source>
        <translation>aus Sicherheit abgelehnt, da sie Entitäten erklärt ({})</translation>
    </message>
    <message>
        <source>temperature and slope of a calibration are above 0: {}</source>
        <translation>Temperatur und Steigung einer Kalibrierung sind größer als 0: {}</translation>
    </message>
    <message>
        <source>test or validation, read by --within FOLDER</source>
        <translation>Test oder Validierung, gelesen mit --within ORDNER</translation>
    </message>
    <message>
        <source>the annotation {!r} is no XML: {}</source>
        <translation>die Anmerkung {!r} ist kein XML: {}</translation>
    </message>
    <message>
        <source>the calibration of the model {} cannot be used: {}</source>
        <translation>die Kalibrierung des Modells {} ist nicht brauchbar: {}</translation>
    </message>
    <message>
        <source>the disk is full ({}): make room, then start again</source>
        <translation>der Datenträger ist voll ({}): Schaffen Sie Platz und starten Sie neu</translation>
    </message>
    <message>
        <source>the disk is full: make room, then start again</source>
        <translation>der Datenträger ist voll: Schaffen Sie Platz und starten Sie neu</translation>
    </message>
    <message>
        <source>the disk is full: step {} could not be saved in {}, nothing was saved before. Make room for {} MiB and start the run again</source>
        <translation>der Datenträger ist voll: Schritt {} konnte nicht in {} gespeichert werden, und vorher war nichts gespeichert. Schaffen Sie Platz für {} MiB und starten Sie den Lauf neu</translation>
    </message>
    <message>
        <source>the disk is full: step {} could not be saved in {}, what was saved after step {} is kept. Make room for {} MiB and start the run again: it goes on from there</source>
        <translation>der Datenträger ist voll: Schritt {} konnte nicht in {} gespeichert werden; was nach Schritt {} gespeichert wurde, bleibt. Schaffen Sie Platz für {} MiB und starten Sie den Lauf neu: Er geht von dort weiter</translation>
    </message>
    <message>
        <source>the encoder has three stages (strides 4, 8, 16), each of at least one block</source>
        <translation>der Encoder hat drei Stufen (Schrittweiten 4, 8, 16) aus je mindestens einem Block</translation>
    </message>
    <message>
        <source>the file holds no XML element</source>
        <translation>die Datei enthält kein XML-Element</translation>
    </message>
    <message>
        <source>the file holds no strokes</source>
        <translation>die Datei enthält keine Striche</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>the loss is not a number at step {}: lower the learning rate or clip harder</source>
        <translation>der Verlust ist bei Schritt {} keine Zahl: Senken Sie die Lernrate oder begrenzen Sie die Gradienten stärker</translation>
    </message>
    <message>
        <source>the model cannot read a sample: {}</source>
        <translation>das Modell kann ein Beispiel nicht lesen: {}</translation>
    </message>
    <message>
        <source>the model finds nothing to read in any of the bundled samples</source>
        <translation>das Modell findet in keinem der mitgelieferten Beispiele etwas zu lesen</translation>
    </message>
    <message>
        <source>the model {} cannot be loaded without {}: put that file beside it</source>
        <translation>das Modell {} lässt sich ohne {} nicht laden: legen Sie diese Datei daneben</translation>
    </message>
    <message>
        <source>the model {} cannot be loaded: {}</source>
        <translation>das Modell {} lässt sich nicht laden: {}</translation>
    </message>
    <message>
        <source>the model&apos;s card asks for more than this program gives: {}</source>
        <translation>die Karte des Modells verlangt mehr, als dieses Programm gibt: {}</translation>
    </message>
    <message>
        <source>the model&apos;s card does not make a model: {}</source>
        <translation>aus der Karte des Modells wird kein Modell: {}</translation>
    </message>
    <message>
        <source>the model&apos;s card {} lacks its {}</source>
        <translation>der Karte {} des Modells fehlt {}</translation>
    </message>
    <message>
        <source>the model&apos;s {} cannot be read: {}</source>
        <translation>{} des Modells lässt sich nicht lesen: {}</translation>
    </message>
    <message>
        <source>the point {!r} gives {} value(s) for the channels {}</source>
        <translation>der Punkt {!r} hat {} Wert(e) für die Kanäle {}</translation>
    </message>
    <message>
        <source>the table of captions {} cannot be opened: {}</source>
        <translation>die Tabelle der Beschriftungen {} lässt sich nicht öffnen: {}</translation>
    </message>
    <message>
        <source>the vocabulary lacks {}: add them, one a line</source>
        <translation>dem Vokabular fehlt {}: ergänzen Sie es, eins pro Zeile</translation>
    </message>
    <message>
        <source>the vocabulary of the model&apos;s card holds more than words</source>
        <translation>das Vokabular in der Karte des Modells enthält nicht nur Wörter</translation>
    </message>
    <message>
        <source>the weights do not fit the card: it knows no {}</source>
        <translation>die Gewichte passen nicht zur Karte: sie kennt kein {}</translation>
    </message>
    <message>
        <source>the weights do not fit the card: {} is missing</source>
        <translation>die Gewichte passen nicht zur Karte: {} fehlt</translation>
    </message>
    <message>
        <source>the weights do not fit the card: {} is of shape {}, not {}</source>
        <translation>die Gewichte passen nicht zur Karte: {} hat die Form {}, nicht {}</translation>
    </message>
    <message>
        <source>the weights do not fit the card: {} tensors are too few for its layers</source>
        <translation>die Gewichte passen nicht zur Karte: {} Tensoren sind für ihre Schichten zu wenige</translation>
    </message>
    <message>
        <source>the weights in {} are damaged, or no safetensors file: {}</source>
        <translation>die Gewichte in {} sind beschädigt oder keine safetensors-Datei: {}</translation>
    </message>
    <message>
        <source>the weights {} are no fractions, but {}</source>
        <translation>die Gewichte {} sind keine Brüche, sondern {}</translation>
    </message>
    <message>
        <source>the weights {} hold values that are no numbers</source>
        <translation>die Gewichte {} enthalten Werte, die keine Zahlen sind</translation>
    </message>
    <message>
        <source>there is no CUDA device here: use --device cpu, or auto</source>
        <translation>hier gibt es kein CUDA-Gerät: nehmen Sie --device cpu oder auto</translation>
    </message>
    <message>
        <source>there is no device {!r}: use auto, cpu or cuda</source>
        <translation>ein Gerät {!r} gibt es nicht: nehmen Sie auto, cpu oder cuda</translation>
    </message>
    <message>
        <source>there is no file or folder {}</source>
        <translation>es gibt keine Datei und keinen Ordner {}</translation>
    </message>
    <message>
        <source>there is no file {}: a model is a .safetensors file with its .json beside it</source>
        <translation>die Datei {} gibt es nicht: ein Modell ist eine .safetensors-Datei, neben der ihre .json-Datei liegt</translation>
    </message>
    <message>
        <source>there is no folder {}: export your corrections, and name the folder they went to</source>
        <translation>es gibt keinen Ordner {}: Exportieren Sie Ihre Korrekturen und nennen Sie den Ordner, in den sie gingen</translation>
    </message>
    <message>
        <source>there is no model at {}: give the path of a .safetensors or .json file</source>
        <translation>unter {} gibt es kein Modell: geben Sie den Pfad einer .safetensors- oder .json-Datei an</translation>
    </message>
    <message>
        <source>there is not enough memory: make the batches smaller, or close other programs</source>
        <translation>der Arbeitsspeicher reicht nicht: Machen Sie die Stapel kleiner oder schließen Sie andere Programme</translation>
    </message>
    <message>
        <source>this is no InkML: the outermost element is &lt;{}&gt;, not &lt;ink&gt;</source>
        <translation>das ist kein InkML: das äußerste Element ist &lt;{}&gt;, nicht &lt;ink&gt;</translation>
    </message>
    <message>
        <source>token that the vocabulary lacks</source>
        <translation>Token, das im Vokabular fehlt</translation>
    </message>
    <message>
        <source>tokens the vocabulary lacks</source>
        <translation>Tokens, die im Vokabular fehlen</translation>
    </message>
    <message>
        <source>too long, and no part of it fits</source>
        <translation>zu lang, und kein Teil davon passt</translation>
    </message>
    <message>
        <source>unknown key {!r}; known here: {}</source>
        <translation>unbekannter Schlüssel {!r}; hier bekannt: {}</translation>
    </message>
    <message>
        <source>vocabulary token {!r} stands twice, at {} and {}: remove one</source>
        <translation>Token {!r} steht zweimal im Vokabular, als {} und {}: entfernen Sie eins</translation>
    </message>
    <message>
        <source>vocabulary token {} is {!r}: a token has no spaces and is not empty</source>
        <translation>Token {} des Vokabulars ist {!r}: ein Token ist nicht leer und hat keine Leerzeichen</translation>
    </message>
    <message>
        <source>while the dataset is read</source>
        <translation>während der Datensatz gelesen wird</translation>
    </message>
    <message>
        <source>width {} must be a multiple of 4 and of the {} heads</source>
        <translation>die Breite {} muss ein Vielfaches von 4 und der {} Köpfe sein</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>{!r} cannot be saved: XML has no place for the character {!r}</source>
        <translation>{!r} lässt sich nicht speichern: XML kennt das Zeichen {!r} nicht</translation>
    </message>
    <message>
        <source>{0} without {1} before it: add {1} or remove it</source>
        <translation>{0} ohne {1} davor: ergänzen Sie {1} oder entfernen Sie es</translation>
    </message>
    <message>
        <source>{0} without {1} behind it: add {1}</source>
        <translation>{0} ohne {1} dahinter: ergänzen Sie {1}</translation>
    </message>
    <message>
        <source>{} before a bracket may be a function or a factor: write a dot between for the product.</source>
        <translation>{} vor einer Klammer kann Funktion oder Faktor sein: schreiben Sie für das Produkt einen Punkt dazwischen.</translation>
    </message>
    <message>
        <source>{} belongs to logic, not to a value.</source>
        <translation>{} gehört zur Logik, nicht zu einem Wert.</translation>
    </message>
    <message>
        <source>{} between vectors is no product of numbers.</source>
        <translation>{} zwischen Vektoren ist kein Produkt von Zahlen.</translation>
    </message>
    <message>
        <source>{} cannot be opened: {}</source>
        <translation>{} lässt sich nicht öffnen: {}</translation>
    </message>
    <message>
        <source>{} cannot be read: {}</source>
        <translation>{} lässt sich nicht lesen: {}</translation>
    </message>
    <message>
        <source>{} corrections to learn from, {} held back to judge by.</source>
        <translation>Aus {} Korrekturen wird gelernt, {} sind zum Beurteilen zurückgehalten.</translation>
    </message>
    <message>
        <source>{} ends what began as {}: write {}</source>
        <translation>{} beendet, was als {} begann: schreiben Sie {}</translation>
    </message>
    <message>
        <source>{} has more than {} MB: split it</source>
        <translation>{} hat mehr als {} MB: Teilen Sie die Datei</translation>
    </message>
    <message>
        <source>{} has more than {} megapixels; crop it to the formula or save it smaller</source>
        <translation>{} hat mehr als {} Megapixel; schneiden Sie es auf die Formel zu oder speichern Sie es kleiner</translation>
    </message>
    <message>
        <source>{} has no meaning for SymPy.</source>
        <translation>{} hat für SymPy keine Bedeutung.</translation>
    </message>
    <message>
        <source>{} has no meaning for SymPy: it stands for no value.</source>
        <translation>{} hat für SymPy keine Bedeutung: es steht für keinen Wert.</translation>
    </message>
    <message>
        <source>{} has no table of captions: name one by --captions, `file name &lt;TAB&gt; LaTeX`</source>
        <translation>{} hat keine Tabelle der Beschriftungen: Nennen Sie eine, `Dateiname &lt;TAB&gt; LaTeX` (Befehlszeile: --captions)</translation>
    </message>
    <message>
        <source>{} has {} values of shape {}; give bytes of grey, RGB or RGBA</source>
        <translation>{} hat {}-Werte der Form {}; nötig sind Bytes in Grau, RGB oder RGBA</translation>
    </message>
    <message>
        <source>{} holds a run with other {}: choose a new folder for this one</source>
        <translation>{} enthält einen Lauf mit anderem {}: Wählen Sie für diesen einen neuen Ordner</translation>
    </message>
    <message>
        <source>{} holds another dataset, {}: choose a new folder for this one</source>
        <translation>{} enthält einen anderen Datensatz, {}: Wählen Sie für diesen einen neuen Ordner</translation>
    </message>
    <message>
        <source>{} holds no InkML and no table of captions: name one by --captions, `file name &lt;TAB&gt; LaTeX`</source>
        <translation>{} enthält weder InkML noch eine Tabelle der Beschriftungen: Nennen Sie eine, `Dateiname &lt;TAB&gt; LaTeX` (Befehlszeile: --captions)</translation>
    </message>
    <message>
        <source>{} holds no model that has learned to read: run the stage finetune first</source>
        <translation>{} enthält kein Modell, das lesen gelernt hat: Führen Sie zuerst die Stufe „Lesen lernen“ (finetune) aus</translation>
    </message>
    <message>
        <source>{} holds nothing that can be read: no file ends in one of {}</source>
        <translation>{} enthält nichts Lesbares: Keine Datei endet auf {}</translation>
    </message>
    <message>
        <source>{} inside {} {}: move it out</source>
        <translation>{} zwischen {} und {}: rücken Sie es heraus</translation>
    </message>
    <message>
        <source>{} is a function for each index: SymPy has no name for it.</source>
        <translation>{} ist für jeden Index eine Funktion: SymPy hat dafür keinen Namen.</translation>
    </message>
    <message>
        <source>{} is a relation or an arrow that SymPy has no expression for.</source>
        <translation>{} ist eine Relation oder ein Pfeil, wofür SymPy keinen Ausdruck hat.</translation>
    </message>
    <message>
        <source>{} is broken: it has not the {} bytes that it announces</source>
        <translation>{} ist beschädigt: Die angekündigten {} Bytes sind nicht da</translation>
    </message>
    <message>
        <source>{} is damaged or cut off ({}); export or copy it again</source>
        <translation>{} ist beschädigt oder unvollständig ({}); exportieren oder kopieren Sie es noch einmal</translation>
    </message>
    <message>
        <source>{} is larger than {} MB, too large for a model</source>
        <translation>{} ist größer als {} MB, zu groß für ein Modell</translation>
    </message>
    <message>
        <source>{} is no model&apos;s card: give the path of a .safetensors file with its .json beside it</source>
        <translation>{} gehört zu keinem Modell: geben Sie den Pfad einer .safetensors-Datei an, neben der ihre .json-Datei liegt</translation>
    </message>
    <message>
        <source>{} is no model: give the path of a .safetensors file with its .json beside it</source>
        <translation>{} ist kein Modell: geben Sie den Pfad einer .safetensors-Datei an, neben der ihre .json-Datei liegt</translation>
    </message>
    <message>
        <source>{} is no packed corpus ({}): make it by `training prepare`</source>
        <translation>{} ist kein gepackter Korpus ({}): Erzeugen Sie ihn mit `training prepare`</translation>
    </message>
    <message>
        <source>{} is not a picture of a known kind; save it as one of {}</source>
        <translation>{} ist kein Bild einer bekannten Art; speichern Sie es als eine von diesen: {}</translation>
    </message>
    <message>
        <source>{} is not a symbol that can be written here: replace it or copy LaTeX.</source>
        <translation>{} lässt sich hier nicht schreiben: ersetzen Sie es oder kopieren Sie LaTeX.</translation>
    </message>
    <message>
        <source>{} is not read: use matrix, pmatrix, cases or aligned</source>
        <translation>{} wird nicht gelesen: nehmen Sie matrix, pmatrix, cases oder aligned</translation>
    </message>
    <message>
        <source>{} is not the name of a variable.</source>
        <translation>{} ist nicht der Name einer Variablen.</translation>
    </message>
    <message>
        <source>{} is of format {!r}, this program reads format {}</source>
        <translation>{} hat das Format {!r}, dieses Programm liest Format {}</translation>
    </message>
    <message>
        <source>{} is opened but not closed.</source>
        <translation>{} wird geöffnet, aber nicht geschlossen.</translation>
    </message>
    <message>
        <source>{} is refused: it has {} MB, and files may have {} MB</source>
        <translation>{} wird abgelehnt: Die Datei hat {} MB, erlaubt sind {} MB</translation>
    </message>
    <message>
        <source>{} is refused: it unpacks to {} GB, and archives may to {} GB</source>
        <translation>{} wird abgelehnt: Ausgepackt sind es {} GB, erlaubt sind {} GB</translation>
    </message>
    <message>
        <source>{} is the derivative of a function: write what it is taken of behind it.</source>
        <translation>{} ist die Ableitung einer Funktion: schreiben Sie dahinter, wovon sie genommen wird.</translation>
    </message>
    <message>
        <source>{} is {!r}, not a table of keys and values</source>
        <translation>{} ist {!r}, keine Tabelle aus Schlüsseln und Werten</translation>
    </message>
    <message>
        <source>{} is {!r}, not {}</source>
        <translation>{} ist {!r}, nicht {}</translation>
    </message>
    <message>
        <source>{} lacks an argument: write it in braces behind it</source>
        <translation>{} fehlt ein Argument: schreiben Sie es in geschweiften Klammern dahinter</translation>
    </message>
    <message>
        <source>{} may be a part of a hundred or a sign: write the number.</source>
        <translation>{} kann ein Hundertstel oder ein Zeichen sein: schreiben Sie die Zahl.</translation>
    </message>
    <message>
        <source>{} may be a transpose or a power.</source>
        <translation>{} kann eine Transponierte oder eine Potenz sein.</translation>
    </message>
    <message>
        <source>{} needs a group in braces behind it</source>
        <translation>{} braucht eine Gruppe in geschweiften Klammern dahinter</translation>
    </message>
    <message>
        <source>{} needs a matrix behind it.</source>
        <translation>{} braucht eine Matrix dahinter.</translation>
    </message>
    <message>
        <source>{} needs a name in braces behind it</source>
        <translation>{} braucht einen Namen in geschweiften Klammern dahinter</translation>
    </message>
    <message>
        <source>{} needs both of its bounds, or none.</source>
        <translation>{} braucht beide Grenzen oder keine.</translation>
    </message>
    <message>
        <source>{} needs its numbers in brackets behind it.</source>
        <translation>{} braucht seine Zahlen in Klammern dahinter.</translation>
    </message>
    <message>
        <source>{} needs something behind it that it is of.</source>
        <translation>{} braucht dahinter etwas, wovon es genommen wird.</translation>
    </message>
    <message>
        <source>{} needs where it begins, as in i = 1, and where it ends.</source>
        <translation>{} braucht, wo es beginnt, wie in i = 1, und wo es endet.</translation>
    </message>
    <message>
        <source>{} outside an environment: put the lines between {} and {}</source>
        <translation>{} außerhalb einer Umgebung: setzen Sie die Zeilen zwischen {} und {}</translation>
    </message>
    <message>
        <source>{} stands for derivatives by variables that are not named.</source>
        <translation>{} steht für Ableitungen nach Variablen, die nicht genannt sind.</translation>
    </message>
    <message>
        <source>{} stands for two values: write one of them.</source>
        <translation>{} steht für zwei Werte: schreiben Sie einen davon.</translation>
    </message>
    <message>
        <source>{} stands outside of an integral.</source>
        <translation>{} steht außerhalb eines Integrals.</translation>
    </message>
    <message>
        <source>{} was passed over: {}.</source>
        <translation>{} wurde übergangen: {}.</translation>
    </message>
    <message>
        <source>{} without {} before it: remove it</source>
        <translation>{} ohne {} davor: entfernen Sie es</translation>
    </message>
    <message>
        <source>{}, line {}: {}</source>
        <translation>{}, Zeile {}: {}</translation>
    </message>
    <message>
        <source>{}. Export the ink anew, or choose another file.</source>
        <translation>{}. Exportieren Sie die Tinte neu oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{}={!r} of a channel is not a number</source>
        <translation>{}={!r} eines Kanals ist keine Zahl</translation>
    </message>
</context>
<context>
    <name>StageStrip</name>
    <message>
        <source>{}: done</source>
        <translation>{}: erledigt</translation>
    </message>
    <message>
        <source>{}: under way</source>
        <translation>{}: im Gange</translation>
    </message>
</context>
<context>
    <name>StagesCard</name>
    <message>
        <source> passes</source>
        <translation> Durchgänge</translation>
    </message>
    <message>
        <source>How often it goes through all expressions; 0: as the recipe says</source>
        <translation>Wie oft alle Ausdrücke durchgegangen werden; 0: wie im Rezept</translation>
    </message>
    <message>
        <source>Length of “{}”</source>
        <translation>Länge von „{}“</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>as the recipe says</source>
        <translation>wie im Rezept</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source> minutes</source>
        <translation> Minuten</translation>
    </message>
    <message>
        <source>&amp;Learn</source>
        <translation>&amp;Lernen</translation>
    </message>
    <message>
        <source>Begin to learn, in a process of its own</source>
        <translation>Mit dem Lernen beginnen, in einem eigenen Prozess</translation>
    </message>
    <message>
        <source>Correct some formulas and keep the corrections first, or write some when asked.</source>
        <translation>Berichtigen Sie zuerst einige Formeln und behalten Sie die Korrekturen, oder schreiben Sie welche auf Bitte.</translation>
    </message>
    <message>
        <source>Samples of your hand: {}.</source>
        <translation>Proben Ihrer Handschrift: {}.</translation>
    </message>
    <message>
        <source>Take about</source>
        <translation>Dauer etwa</translation>
    </message>
    <message>
        <source>The program learns from them in a process of its own, and mixes in formulas of other hands so that it forgets nothing. Some of your samples are kept back: with them, and with a set of formulas that comes with the program, the old and the new model are judged. You see both figures and decide; until then everything stays as it is, and you can go back at any time. Nothing leaves this computer.</source>
        <translation>Das Programm lernt daraus in einem eigenen Prozess und mischt Formeln aus anderer Hand bei, damit es nichts vergisst. Einige Ihrer Proben werden zurückgehalten: An ihnen und an einem mitgelieferten Satz von Formeln werden das alte und das neue Modell gemessen. Sie sehen beide Zahlen und entscheiden; bis dahin bleibt alles, wie es ist, und Sie können jederzeit zurück. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>There is one sample of your hand.</source>
        <translation>Es gibt eine Probe Ihrer Handschrift.</translation>
    </message>
    <message>
        <source>Time that learning may take</source>
        <translation>Zeit, die das Lernen dauern darf</translation>
    </message>
    <message>
        <source>Time that learning may take, judging included</source>
        <translation>Zeit, die das Lernen dauern darf, das Messen eingeschlossen</translation>
    </message>
    <message>
        <source>With so few, little is to be expected: “Show it my hand…” in the same menu helps.</source>
        <translation>Bei so wenigen ist nicht viel zu erwarten: „Meine Handschrift zeigen…“ im selben Menü hilft.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Copied as {}</source>
        <translation>Kopiert als {}</translation>
    </message>
    <message>
        <source>Loading the model… you can write already</source>
        <translation>Das Modell wird geladen… Schreiben geht schon</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Nothing to read here · {1}</source>
        <translation>Hier ist nichts zu lesen · {1}</translation>
    </message>
    <message>
        <source>Read in {:.0f} ms · {}</source>
        <translation>Gelesen in {:.0f} ms · {}</translation>
    </message>
    <message>
        <source>Reading… · {}</source>
        <translation>Liest… · {}</translation>
    </message>
    <message>
        <source>Ready · {}</source>
        <translation>Bereit · {}</translation>
    </message>
    <message>
        <source>There is no model to read with: {}. You can still write, open and save.</source>
        <translation>Es gibt kein Modell zum Lesen: {}. Schreiben, Öffnen und Speichern gehen trotzdem.</translation>
    </message>
    <message>
        <source>This could not be read: {}</source>
        <translation>Dies konnte nicht gelesen werden: {}</translation>
    </message>
</context>
<context>
    <name>Store</name>
    <message>
        <source>The history could not be read. It was set aside as {}, and a new one begun.</source>
        <translation>Der Verlauf konnte nicht gelesen werden. Er wurde als {} beiseitegelegt und ein neuer begonnen.</translation>
    </message>
    <message>
        <source>This sheet cannot be read: {}.</source>
        <translation>Dieses Blatt kann nicht gelesen werden: {}.</translation>
    </message>
    <message>
        <source>This sheet is no longer in the history.</source>
        <translation>Dieses Blatt ist nicht mehr im Verlauf.</translation>
    </message>
    <message>
        <source>What you write cannot be kept in {}: {}. Make room there, or save your ink as a file.</source>
        <translation>Geschriebenes kann nicht in {} behalten werden: {}. Bitte dort Platz schaffen oder die Tinte als Datei speichern.</translation>
    </message>
    <message>
        <source>What you write cannot be kept: {} cannot be written.</source>
        <translation>Geschriebenes kann nicht behalten werden: {} ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>{} cannot be written: {}. Choose another place.</source>
        <translation>{} kann nicht geschrieben werden: {}. Bitte einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>{} was written by a newer version of this program. Nothing is kept until you use that version.</source>
        <translation>{} stammt von einer neueren Version dieses Programms. Bis zu ihrer Verwendung wird nichts behalten.</translation>
    </message>
</context>
<context>
    <name>Surface</name>
    <message>
        <source>Write a formula here</source>
        <translation>Hier eine Formel schreiben</translation>
    </message>
    <message>
        <source>with pen, mouse or finger — or drop a picture or an InkML file</source>
        <translation>mit Stift, Maus oder Finger – oder ein Bild oder eine InkML-Datei ablegen</translation>
    </message>
</context>
<context>
    <name>Teaching</name>
    <message>
        <source>Kept on this computer. See Training, Samples of my hand</source>
        <translation>Auf diesem Rechner behalten. Siehe Training, Proben meiner Handschrift</translation>
    </message>
</context>
<context>
    <name>TokenStrip</name>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>{}, chosen by you</source>
        <translation>{}, selbst gewählt</translation>
    </message>
    <message>
        <source>{}, {} sure</source>
        <translation>{}, zu {} sicher</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Evaluate</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>It ended by an error: {}
What was saved is kept: once the cause is gone, “Go on” takes it up.</source>
        <translation>Ein Fehler hat den Lauf beendet: {}
Gespeichertes bleibt: Ist die Ursache behoben, setzt „Weitermachen“ ihn fort.</translation>
    </message>
    <message>
        <source>It was broken off, by the system or by an error; “Go on” takes it up where it saved last.</source>
        <translation>Der Lauf wurde abgebrochen, vom System oder durch einen Fehler; „Weitermachen“ setzt ihn dort fort, wo er zuletzt gespeichert hat.</translation>
    </message>
    <message>
        <source>Its last words:</source>
        <translation>Seine letzten Worte:</translation>
    </message>
    <message>
        <source>Learn from ink alone</source>
        <translation>Aus Tinte allein lernen</translation>
    </message>
    <message>
        <source>Learn to read</source>
        <translation>Lesen lernen</translation>
    </message>
    <message>
        <source>Learn where to look</source>
        <translation>Hinschauen lernen</translation>
    </message>
    <message>
        <source>Measure how well it reads writers that it has never seen</source>
        <translation>Messen, wie gut es Schreiber liest, die es nie gesehen hat</translation>
    </message>
    <message>
        <source>Read all files and pack them into one</source>
        <translation>Alle Dateien lesen und in eine packen</translation>
    </message>
    <message>
        <source>Read the dataset</source>
        <translation>Datensatz lesen</translation>
    </message>
    <message>
        <source>Stage 1: the encoder learns from ink without captions</source>
        <translation>Stufe 1: Der Encoder lernt aus Tinte ohne Beschriftungen</translation>
    </message>
    <message>
        <source>Stage 2: the attention network learns where to look, without captions</source>
        <translation>Stufe 2: Das Aufmerksamkeitsnetz lernt ohne Beschriftungen, wohin zu schauen ist</translation>
    </message>
    <message>
        <source>Stage 3: ink and captions to a model that writes LaTeX</source>
        <translation>Stufe 3: Aus Tinte und Beschriftungen wird ein Modell, das LaTeX schreibt</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>The training “{}” goes on. See Training, Train a model</source>
        <translation>Das Training „{}“ geht weiter. Siehe Training, Ein Modell trainieren</translation>
    </message>
    <message>
        <source>The training “{}” has ended: {}</source>
        <translation>Das Training „{}“ ist zu Ende: {}</translation>
    </message>
    <message>
        <source>The training “{}” is finished</source>
        <translation>Das Training „{}“ ist fertig</translation>
    </message>
    <message>
        <source>The training “{}” was broken off. See Training, Train a model</source>
        <translation>Das Training „{}“ wurde abgebrochen. Siehe Training, Ein Modell trainieren</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
</context>
<context>
    <name>TrainingQuestions</name>
    <message>
        <source>&amp;Go on in the background</source>
        <translation>Im &amp;Hintergrund weitermachen</translation>
    </message>
    <message>
        <source>&amp;Save and stop</source>
        <translation>&amp;Speichern und anhalten</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>Choose a recipe</source>
        <translation>Ein Rezept wählen</translation>
    </message>
    <message>
        <source>Choose the archive of a dataset</source>
        <translation>Das Archiv eines Datensatzes wählen</translation>
    </message>
    <message>
        <source>Choose the folder of a dataset</source>
        <translation>Den Ordner eines Datensatzes wählen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete the run “{}”?</source>
        <translation>Den Lauf „{}“ löschen?</translation>
    </message>
    <message>
        <source>It can go on in the background; the next start of the program finds it again. Or it saves and stops.</source>
        <translation>Es kann im Hintergrund weitergehen; der nächste Start des Programms findet es wieder. Oder es speichert und hält an.</translation>
    </message>
    <message>
        <source>Its log, its state and its model are deleted for good. Models that were taken into use stay.</source>
        <translation>Sein Protokoll, sein Zustand und sein Modell werden endgültig gelöscht. Übernommene Modelle bleiben.</translation>
    </message>
    <message>
        <source>Packed datasets</source>
        <translation>Gepackte Datensätze</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Rezepte</translation>
    </message>
    <message>
        <source>{} runs are still training.</source>
        <translation>{} Läufe trainieren noch.</translation>
    </message>
    <message>
        <source>“{}” is still training.</source>
        <translation>„{}“ trainiert noch.</translation>
    </message>
</context>
<context>
    <name>TrainingWindow</name>
    <message>
        <source>One moment…</source>
        <translation>Einen Augenblick…</translation>
    </message>
    <message>
        <source>Train a model</source>
        <translation>Ein Modell trainieren</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Bring back what was just deleted</source>
        <translation>Das eben Gelöschte zurückholen</translation>
    </message>
    <message>
        <source>One formula deleted</source>
        <translation>Eine Formel gelöscht</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the deletion</source>
        <translation>Das Löschen rückgängig machen</translation>
    </message>
    <message>
        <source>{} formulas deleted</source>
        <translation>{} Formeln gelöscht</translation>
    </message>
</context>
<context>
    <name>WatchWindow</name>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Runs, latest written first</source>
        <translation>Läufe, der zuletzt geschriebene zuerst</translation>
    </message>
</context>
<context>
    <name>WelcomeCard</name>
    <message>
        <source>Click a symbol in the formula to fix it.</source>
        <translation>Ein Symbol in der Formel anklicken, um es zu berichtigen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this hint for good</source>
        <translation>Diesen Hinweis endgültig schließen</translation>
    </message>
    <message>
        <source>Open an &amp;example</source>
        <translation>Ein Bei&amp;spiel öffnen</translation>
    </message>
    <message>
        <source>Scribble over ink to erase it.</source>
        <translation>Tinte durchkritzeln, um sie zu löschen.</translation>
    </message>
    <message>
        <source>Show a formula that someone wrote; there are more in the File menu</source>
        <translation>Eine fertig geschriebene Formel zeigen; weitere stehen im Menü Datei</translation>
    </message>
    <message>
        <source>Three things to try</source>
        <translation>Drei Dinge zum Ausprobieren</translation>
    </message>
    <message>
        <source>Write a formula: it is read when the pen rests.</source>
        <translation>Eine Formel schreiben: Sie wird gelesen, sobald der Stift ruht.</translation>
    </message>
</context>
<context>
    <name>_RowDelegate</name>
    <message>
        <source>&lt; 1 %</source>
        <translation>&lt; 1 %</translation>
    </message>
    <message>
        <source>{:.0f} %</source>
        <translation>{:.0f} %</translation>
    </message>
</context>
</TS>
